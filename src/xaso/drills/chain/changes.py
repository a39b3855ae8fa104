"""What happens at a commune that its province is to hear of. Returns kind, key, field, value: the ledger of
the sending side, which asks nobody what was received."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.apps import apps
from django.utils import timezone

from xaso.core.people.models import Account, RoleGrant
from xaso.core.rights.actor import Actor
from xaso.core.units.models import Village
from xaso.drills.sync.world import new_phone
from xaso.lib.text import fold

FIRST, LAST = date(2026, 1, 1), date(2026, 12, 31)
PLANS, ITEMS = 3, 6


def plan(actor: Actor, mark: int) -> list[str]:
    """One of a few, its number written anew each time."""
    rows = apps.get_model("plans", "Plan")._default_manager
    title = f"Kế hoạch {mark % PLANS}"
    found = rows.filter(commune=actor.commune, title=title).first()
    if found is None:
        found = rows.create(
            commune=actor.commune,
            title=title,
            year=2026,
            period_from=FIRST,
            period_to=LAST,
            state="ban_hanh",
            document_date=FIRST,
            submitted_by=_account(actor, "Lan"),
            approved_by=_account(actor, "Thảo"),
            approved_at=timezone.now(),
        )
    number = f"{mark}/KH-UBND"
    rows.filter(pk=found.pk).update(document_number=number)
    return ["upstream.plan", str(found.pk), "number", number]


def figure(actor: Actor, mark: int) -> list[str]:
    """A score of one item of an approved round."""
    now = timezone.now()
    rounds = apps.get_model("indicators", "Round")._default_manager
    about, _made = rounds.get_or_create(
        commune=actor.commune,
        pack_code="bo-tap",
        first=FIRST,
        last=LAST,
        defaults={
            "pack_version": "1",
            "title": "Bộ tập",
            "state": "trinh",
            "opened_at": now,
            "approved_at": now,
        },
    )
    code, score = f"{mark % ITEMS + 1}.1", f"{mark % 1000}.50"
    rows = apps.get_model("indicators", "RoundItem")._default_manager
    given = {"commune": actor.commune, "order": mark % ITEMS}
    item, _new = rows.get_or_create(round=about, code=code, defaults=given)
    rows.filter(pk=item.pk).update(self_score=score, self_state="scored")
    return ["upstream.figure", f"bo-tap:{FIRST}:{LAST}:{code}", "self_score", score]


def village_head(actor: Actor) -> dict[str, str]:
    """With a phone, joined; its keys are handed to the drill, which holds it."""
    now = timezone.now()
    village = Village.objects.create(commune=actor.commune, name="Mẫu Sơn", kind="thon")
    account = _account(actor, "Páo")
    RoleGrant.objects.create(account=account, role="truong_thon", village=village, from_date=FIRST)
    phone = new_phone(actor, account.pk, now)
    return {
        "account": str(account.pk),
        "village": str(village.pk),
        "device": str(phone.device),
        "key": phone.key.hex(),
        "person_key": phone.people[str(account.pk)].hex(),
        "server_key": phone.server_key.hex(),
    }


def petition_about(actor: Actor, place: str, mark: int) -> list[str]:
    """The office asks the operators for a place a phone has measured."""
    rows = apps.get_model("coverage", "Petition")._default_manager
    code, number = f"KN-2026-{mark:02d}", f"{mark}/UBND"
    made = rows.create(
        commune=actor.commune,
        code=code,
        name=f"Điểm {mark}",
        state="da_gui",
        operators=["viettel"],
        sent_number=number,
        sent_date=FIRST,
        made_at=timezone.now(),
    )
    links = apps.get_model("coverage", "PetitionPlace")._default_manager
    links.create(commune=actor.commune, petition=made, place_id=UUID(place))
    return ["upstream.petition", code, "number", number]


def _account(actor: Actor, name: str) -> Account:
    rows = Account.objects.of(actor.commune).filter(full_name=name)
    known: Account | None = rows.first()
    if known is not None:
        return known
    account = Account(
        commune=actor.commune,
        username=f"{fold(name)}.tap",
        full_name=name,
        must_change_password=False,
        made_at=timezone.now(),
    )
    account.set_unusable_password()
    account.save()
    return account
