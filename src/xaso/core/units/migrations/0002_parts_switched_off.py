from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('units', '0001_provinces_communes_villages'),
    ]

    operations = [
        migrations.AddField(
            model_name='commune',
            name='modules_off',
            field=models.JSONField(blank=True, default=list, verbose_name='phần đang tắt'),
        ),
    ]
