"""A system comes onto the map, is described, is no longer used, is used again."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db import transaction
from django.utils.translation import gettext as _

from xaso.core.edits import Change, apply_changes
from xaso.core.events.record import record
from xaso.core.rights.actor import Actor
from xaso.lib.ids import new_id
from xaso.lib.text import fold
from xaso.modules.systems.models import Every, System, SystemFigure, WayOut
from xaso.modules.systems.no_passwords import must_hold_no_password
from xaso.modules.systems.ready import ReadySystem, ready_systems

from .rows import count_due, held_system, must_be_here, not_after

is_an_address = URLValidator(schemes=["https"])
DESCRIBED = ("name", "level", "owner_name", "purpose", "web_address", "way_out", "every",
             "responsible_id", "note")  # fmt: skip


@transaction.atomic
def choose_ready_systems(*, actor: Actor, codes: Collection[str], today: date) -> list[System]:
    """One tick each in the packaged list. Those already on the map stay as they are."""
    actor.must("systems.write")
    known = System.objects.of(actor.commune)
    codes_here = set(known.values_list("ready_code", flat=True))
    names_here = set(known.values_list("name_folded", flat=True))
    wanted = [
        ready
        for code, ready in ready_systems().items()
        if code in codes and code not in codes_here and fold(ready.name) not in names_here
    ]
    if not wanted:
        raise ValidationError(_("Chọn ít nhất một hệ thống chưa có trong bản đồ của xã."))
    made = [_from_ready(actor, ready, today) for ready in wanted]
    record(
        "systems.systems.chosen",
        actor=actor,
        subject_id=new_id(),
        count=len(made),
        systems=[str(system.pk) for system in made],
    )
    return made


@transaction.atomic
def add_system(
    *, actor: Actor, name: str, level: str, purpose: str, way_out: str, today: date, **facts: Any
) -> System:
    actor.must("systems.write")
    system = System(
        commune=actor.commune,
        name=name,
        level=level,
        purpose=purpose,
        way_out=way_out,
        since_date=today,
        **facts,
    )
    _check(system)
    count_due(system)
    system.save()
    record("systems.system.added", actor=actor, subject_id=system.pk, name=system.name)
    return system


@transaction.atomic
def edit_system(*, actor: Actor, system_id: UUID, changes: Mapping[str, Change]) -> System:
    """A new rhythm counts from the exports noted so far."""
    actor.must("systems.write")
    system = held_system(actor, system_id)
    apply_changes(system, changes, DESCRIBED)
    _check(system)
    count_due(system)
    system.version += 1
    system.save()
    record("systems.system.edited", actor=actor, subject_id=system.pk, name=system.name)
    return system


@transaction.atomic
def stop_system(*, actor: Actor, system_id: UUID, day: date, reason: str, today: date) -> System:
    """Its numbers, accounts and exports stay to be looked up; nothing is asked for any more."""
    actor.must("systems.write")
    system = held_system(actor, system_id)
    if system.is_stopped:
        raise ValidationError(_("Hệ thống này đã ngừng dùng rồi."))
    not_after(day, today, "day")
    must_hold_no_password(reason=reason)
    if not reason.strip():
        raise ValidationError({"reason": _("Ghi vì sao ngừng dùng.")})
    system.stopped_date, system.stopped_reason = day, reason.strip()
    count_due(system)
    system.version += 1
    system.save()
    record("systems.system.stopped", actor=actor, subject_id=system.pk, name=system.name)
    return system


@transaction.atomic
def resume_system(*, actor: Actor, system_id: UUID, today: date) -> System:
    """Asked for again from today, not for the time in between."""
    actor.must("systems.write")
    system = held_system(actor, system_id)
    if not system.is_stopped:
        raise ValidationError(_("Hệ thống này đang dùng."))
    system.stopped_date, system.stopped_reason = None, ""
    system.since_date = today
    count_due(system)
    system.version += 1
    system.save()
    record("systems.system.resumed", actor=actor, subject_id=system.pk, name=system.name)
    return system


def _from_ready(actor: Actor, ready: ReadySystem, today: date) -> System:
    system = System(
        commune=actor.commune,
        ready_code=ready.code,
        since_date=today,
        **{
            name: getattr(ready, name)
            for name in (
                "name",
                "level",
                "owner_name",
                "purpose",
                "web_address",
                "way_out",
                "every",
            )
        },
    )
    count_due(system)
    system.save()
    SystemFigure.objects.bulk_create(
        SystemFigure(commune=actor.commune, system=system, value_code=code)
        for code in ready.figures
    )
    return system


def _check(system: System) -> None:
    system.name, system.purpose = system.name.strip(), system.purpose.strip()
    must_hold_no_password(
        name=system.name,
        purpose=system.purpose,
        note=system.note,
        owner_name=system.owner_name,
        web_address=system.web_address,
    )
    others = System.objects.of(system.commune).filter(name_folded=fold(system.name))
    if others.exclude(pk=system.pk).exists():
        raise ValidationError({"name": _("Bản đồ đã có hệ thống tên này.")})
    if system.web_address:
        scheme, sign, rest = system.web_address.partition("://")
        system.web_address = f"{scheme.lower()}{sign}{rest}"
        _check_address(system.web_address)
    if system.way_out == WayOut.NONE and system.every != Every.NEVER:
        raise ValidationError(
            {"every": _("Không lấy được số liệu thì chọn Không phải trích xuất.")}
        )
    if system.responsible_id:
        must_be_here(system.commune, system.responsible_id, "responsible")


def _check_address(address: str) -> None:
    """Opened from a page of ours, so no other scheme, and nobody's name and password inside it."""
    try:
        is_an_address(address)
    except ValidationError as error:
        raise ValidationError(
            {
                "web_address": _(
                    "Ghi địa chỉ bắt đầu bằng https://, ví dụ https://dichvucong.gov.vn"
                )
            }
        ) from error
    if "@" in address:
        raise ValidationError(
            {"web_address": _("Bỏ tên đăng nhập ra khỏi địa chỉ, chỉ ghi địa chỉ trang.")}
        )
