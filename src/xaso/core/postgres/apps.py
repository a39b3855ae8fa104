from django.apps import AppConfig


class PostgresConfig(AppConfig):
    """Rows of each commune apart, where the database can do it: see context.py."""

    name = "xaso.core.postgres"
    label = "postgres_rows"
