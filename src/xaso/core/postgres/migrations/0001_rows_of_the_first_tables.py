from django.db import migrations

from xaso.core.postgres.operations import KeepToCommune


class Migration(migrations.Migration):
    """The tables of core that are older than the rule; newer ones say it where they are made."""

    initial = True

    dependencies = [
        ('units', '0001_provinces_communes_villages'),
        ('people', '0001_accounts_and_roles'),
        ('account', '0001_initial'),
        ('events', '0003_days_are_counted_from_the_start'),
        ('jobs', '0001_work_apart_from_pages'),
        ('files', '0001_stored_files'),
        ('worktime', '0001_calendar_rows'),
        ('papers', '0001_papers_numbers_copies'),
    ]

    operations = [
        KeepToCommune('units.village'),
        KeepToCommune('units.cluster'),
        KeepToCommune('people.account'),
        KeepToCommune('people.rolegrant', by='account'),
        KeepToCommune('account.emailaddress', by='user'),
        KeepToCommune('account.emailconfirmation', by='email_address'),
        KeepToCommune('events.event'),
        KeepToCommune('events.chainhead'),
        KeepToCommune('events.delivery'),
        KeepToCommune('events.daycount'),
        KeepToCommune('jobs.job', with_shared=True),
        KeepToCommune('jobs.schedule', with_shared=True),
        KeepToCommune('files.storedfile'),
        KeepToCommune('worktime.calendarrow', with_shared=True),
        KeepToCommune('papers.papersettings'),
        KeepToCommune('papers.numberseries'),
        KeepToCommune('papers.officialpaper'),
        KeepToCommune('papers.signedcopy'),
    ]
