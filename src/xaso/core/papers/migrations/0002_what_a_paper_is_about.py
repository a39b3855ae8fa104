from typing import ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies: ClassVar = [("papers", "0001_papers_numbers_copies")]

    operations: ClassVar = [
        migrations.AddField(
            model_name="officialpaper",
            name="about",
            field=models.CharField(blank=True, default="", max_length=60, verbose_name="về"),
            preserve_default=False,
        ),
    ]
