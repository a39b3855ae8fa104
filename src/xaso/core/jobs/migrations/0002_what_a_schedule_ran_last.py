from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('jobs', '0001_work_apart_from_pages'),
    ]

    operations = [
        migrations.AddField(
            model_name='schedule',
            name='last_job_id',
            field=models.UUIDField(blank=True, null=True, verbose_name='việc của lần trước'),
        ),
    ]
