"""Rows for the stories of this module."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from conftest import MORNING, TODAY
from xaso.core.edits import wanted
from xaso.core.rights.actor import Actor
from xaso.modules.systems import actions
from xaso.modules.systems.models import Every, ExportTaken, Level, System, SystemAccount, WayOut

NOW = MORNING
YESTERDAY = TODAY - timedelta(days=1)


def system(actor: Actor, name: str = "Một cửa của tỉnh", **said: Any) -> System:
    given = {
        "level": Level.PROVINCE,
        "purpose": "Nhận, trả hồ sơ",
        "way_out": WayOut.FILE,
        "every": Every.MONTH,
        "today": TODAY,
    }
    return actions.add_system(actor=actor, name=name, **{**given, **said})


def edited(actor: Actor, system: System, **facts: Any) -> System:
    changes = wanted(system, **facts)
    return actions.edit_system(actor=actor, system_id=system.pk, changes=changes)


def account(actor: Actor, system: System, holder: Actor, **said: Any) -> SystemAccount:
    given = {"given_date": date(2026, 3, 2), "today": TODAY, "login": "lan.giaphu"}
    return actions.give_account(
        actor=actor,
        system_id=system.pk,
        holder_id=holder.account_id,
        **{**given, **said},
    )


def export(actor: Actor, system: System, **said: Any) -> ExportTaken:
    given = {"day": TODAY, "at": NOW, "period": "2026-10"}
    return actions.note_export(actor=actor, system_id=system.pk, **{**given, **said})
