from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('people', '0004_idle_accounts_and_password_age'),
    ]

    operations = [
        migrations.AddField(
            model_name='signinsettings',
            name='help_phone',
            field=models.CharField(blank=True, default='', max_length=20, verbose_name='số gọi khi cần giúp'),
            preserve_default=False,
        ),
    ]
