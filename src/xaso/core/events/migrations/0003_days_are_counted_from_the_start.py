from django.db import migrations
from django.db.models import Count
from django.db.models.functions import TruncDate


def count_what_happened(apps, schema_editor):
    """Counts begin with the first event, not with the day of this version."""
    rows = (
        apps.get_model("events", "Event").objects
        .annotate(day=TruncDate("recorded_at"))
        .values_list("commune_id", "day", "kind")
        .annotate(number=Count("pk"))
        .order_by()
    )
    DayCount = apps.get_model("events", "DayCount")
    DayCount.objects.bulk_create(
        (DayCount(commune_id=c, day=d, kind=k, count=n) for c, d, k, n in rows), batch_size=500
    )


class Migration(migrations.Migration):

    dependencies = [
        ('events', '0002_events_reach_their_handlers'),
    ]

    operations = [migrations.RunPython(count_what_happened, migrations.RunPython.noop)]
