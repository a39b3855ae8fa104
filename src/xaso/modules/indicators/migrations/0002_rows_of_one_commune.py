from django.db import migrations

from xaso.core.postgres.operations import KeepToCommune


class Migration(migrations.Migration):

    dependencies = [
        ('indicators', '0001_values_answers_packs'),
    ]

    operations = [
        KeepToCommune('value'),
        KeepToCommune('packentry'),
        KeepToCommune('valueevidence'),
    ]
