from django.db import migrations

from xaso.core.postgres.operations import KeepToCommune


class Migration(migrations.Migration):
    """The table of a library: its own migrations know nothing of communes."""

    dependencies = [
        ('postgres_rows', '0001_rows_of_the_first_tables'),
        ('mfa', '0003_authenticator_type_uniq'),
    ]

    operations = [KeepToCommune('mfa.authenticator', by='user')]
