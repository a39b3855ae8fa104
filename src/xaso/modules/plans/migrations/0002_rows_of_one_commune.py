from django.db import migrations

from xaso.core.postgres.operations import KeepToCommune


class Migration(migrations.Migration):

    dependencies = [
        ('plans', '0001_plans_tasks_evidence'),
    ]

    operations = [
        KeepToCommune('plan'),
        KeepToCommune('goal'),
        KeepToCommune('target'),
        KeepToCommune('task'),
        KeepToCommune('anneximport'),
        KeepToCommune('importedrow'),
        KeepToCommune('extension'),
        KeepToCommune('pausespan'),
        KeepToCommune('submission'),
        KeepToCommune('evidence'),
        KeepToCommune('taskvillage'),
        KeepToCommune('numberseries'),
    ]
