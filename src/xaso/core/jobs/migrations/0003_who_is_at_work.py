from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('jobs', '0002_what_a_schedule_ran_last'),
    ]

    operations = [
        migrations.CreateModel(
            name='Worker',
            fields=[
                ('name', models.CharField(max_length=120, primary_key=True, serialize=False, verbose_name='tên')),
                ('place', models.CharField(max_length=120, verbose_name='máy')),
                ('pid', models.PositiveIntegerField(verbose_name='số của tiến trình')),
                ('seen_at', models.DateTimeField(verbose_name='thấy lần cuối')),
                ('ended_at', models.DateTimeField(blank=True, null=True, verbose_name='nghỉ lúc')),
            ],
            options={
                'verbose_name': 'nơi chạy việc nền',
            },
        ),
    ]
