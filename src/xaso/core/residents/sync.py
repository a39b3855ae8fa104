"""What phones may do about households: write one down on the spot, put one right."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.text import capfirst
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from xaso.core.edits import Change
from xaso.core.events.models import Event
from xaso.core.events.touched import many, subject
from xaso.core.rights.actor import Actor
from xaso.core.sync.commands import Command, Edit, ForTheOffice, accept
from xaso.core.sync.sharing import Shared, share
from xaso.core.units.models import Cluster, Village

from .actions import add_household, edit_household
from .forms import EditHouseholdForm, NewHouseholdForm
from .models import Household
from .names import name_seen
from .queries import IN_USE, household_of, reached, reached_villages


def new_form(actor: Actor, data: Mapping[str, Any]) -> NewHouseholdForm:
    return NewHouseholdForm(data, **_places(actor))


def edit_form(actor: Actor, data: Mapping[str, Any]) -> EditHouseholdForm:
    return EditHouseholdForm(data, **_places(actor))


def add(*, actor: Actor, at: datetime, made_as: UUID, **facts: Any) -> Household:
    return add_household(actor=actor, at=at, household_id=made_as, **facts)


def edit(*, actor: Actor, record_id: UUID, changes: Mapping[str, Change]) -> Household:
    """Of a household that is closed, somebody of the office decides: nothing a phone said is lost."""
    household = find(actor, record_id)
    if household.closed_at:
        said = _t("Hộ %(code)s đã đóng: %(reason)s. Mở lại hộ rồi nhận mục này, hoặc trả lại.")
        words = {"code": household.code, "reason": household.get_close_reason_display()}
        raise ForTheOffice(said % words)
    return edit_household(actor=actor, household_id=household.pk, changes=changes)


def find(actor: Actor, record_id: UUID) -> Household:
    if not Household.objects.of(actor.commune).filter(pk=record_id).exists():
        raise ValidationError(_t("Hộ này không còn trong danh sách của xã. Thêm hộ lại nếu cần."))
    return household_of(actor, record_id)


def both(event: Event) -> Collection[UUID]:
    """The one that stays and the one that goes."""
    return (event.subject_id, UUID(event.data["other"]))


def _places(actor: Actor) -> dict[str, Any]:
    villages = list(reached_villages(actor))
    clusters = Cluster.objects.of(actor.commune).filter(village__in=villages).order_by("name")
    return {"villages": villages, "clusters": clusters}


def shown_village(actor: Actor, village: Village) -> dict[str, Any]:
    """What a form on the phone offers for choice."""
    clusters = Cluster.objects.of(actor.commune).filter(village=village).order_by("name")
    names = [[str(pk), name] for pk, name in clusters.values_list("pk", "name")]
    return {"name": capfirst(str(village)), "clusters": names}


def village_of_cluster(event: Event) -> Collection[UUID]:
    return list(
        Cluster.objects.of(event.commune)
        .filter(pk=event.subject_id)
        .values_list("village", flat=True)
    )


def in_use(actor: Actor) -> QuerySet[Household]:
    return reached(actor).filter(IN_USE)


def shown(actor: Actor, household: Household) -> dict[str, Any]:
    """In the form's own words: what a phone was told comes back as what the person saw."""
    smartphone = EditHouseholdForm.base_fields["has_smartphone"]
    return {
        "code": household.code,
        "head_name": name_seen(actor, household),
        "village": str(household.village_id),
        "cluster": str(household.cluster_id or ""),
        "members_count": household.members_count,
        "has_smartphone": smartphone.prepare_value(household.has_smartphone),
        "language": household.language,
    }


share(
    Shared(
        "household",
        right="residents.read",
        rows=in_use,
        shown=shown,
        heard={
            "residents.household.*": subject,
            "residents.household.merged": both,
            "residents.import.taken": many,
            "residents.import.undone": many,
            "residents.names.forgotten": many,
        },
    ),
    Shared(
        "village",
        right="residents.read",
        rows=reached_villages,
        shown=shown_village,
        heard={
            "units.village.*": subject,
            "units.villages.imported": many,
            "units.cluster.*": village_of_cluster,
        },
    ),
)
accept(
    Command("residents.add_household", 1, form=new_form, run=add, label=_("Thêm hộ")),
    Edit(
        "residents.set_household",
        1,
        record="household",
        form=edit_form,
        run=edit,
        find=find,
        right="residents.edit",
        label=_("Sửa hộ"),
    ),
)
