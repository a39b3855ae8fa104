"""Half-typed forms, kept for a day for the person who typed them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import QuerySet
from django.urls import Resolver404, resolve, reverse

from xaso.lib.ids import new_id

from .models import KeptForm
from .sealing import seal, unseal
from .typed import KEPT, Typed, packed, unpacked

KEPT_HOURS = 24
MOST_OF_ONE_PERSON = 12


@dataclass(frozen=True)
class Kept:
    key: UUID
    kept_at: datetime
    typed: Typed

    @property
    def page_url(self) -> str:
        """The page the form belongs to, filled; a page that cannot show it has a stand-in."""
        if not _shows_kept(self.typed.address):
            return reverse("lock:kept-form", args=[self.key])
        return self.send_url

    @property
    def send_url(self) -> str:
        """The address of the form with the key, by which its files come along."""
        joint = "&" if "?" in self.typed.address else "?"
        return f"{self.typed.address}{joint}{KEPT}={self.key}"


def keep(*, account_id: UUID, typed: Typed, at: datetime) -> Kept:
    row = KeptForm(pk=new_id(), account_id=account_id, kept_at=at)
    row.content = seal(packed(typed), _about(row))
    row.save(force_insert=True)
    _drop_beyond_the_most(account_id)
    return Kept(row.pk, at, typed)


def open_kept(*, account_id: UUID, key: str, at: datetime) -> Kept | None:
    """None for another person's, one that is too old, and anything that is no key at all."""
    try:
        row = _living(account_id, at).filter(pk=UUID(key)).first()
    except ValueError:
        return None
    return _opened(row) if row else None


def all_kept(*, account_id: UUID, at: datetime) -> list[Kept]:
    """Newest first."""
    rows = _living(account_id, at).order_by("-kept_at", "-pk")
    return [kept for kept in map(_opened, rows) if kept]


def count_kept(*, account_id: UUID, at: datetime) -> int:
    return _living(account_id, at).count()


def drop(kept: Kept) -> None:
    KeptForm.objects.filter(pk=kept.key).delete()


def drop_old(*, at: datetime) -> int:
    """How many forms were older than a day and are gone now."""
    gone, _by_model = KeptForm.objects.filter(kept_at__lte=_oldest(at)).delete()
    return gone


def _living(account_id: UUID, at: datetime) -> QuerySet[KeptForm]:
    return KeptForm.objects.filter(account_id=account_id, kept_at__gt=_oldest(at))


def _oldest(at: datetime) -> datetime:
    return at - timedelta(hours=KEPT_HOURS)


def _opened(row: KeptForm) -> Kept | None:
    content = unseal(bytes(row.content), _about(row))
    return Kept(row.pk, row.kept_at, unpacked(content)) if content is not None else None


def _about(row: KeptForm) -> str:
    return f"{row.pk}:{row.account_id}"


def _drop_beyond_the_most(account_id: UUID) -> None:
    rows = KeptForm.objects.filter(account_id=account_id).order_by("-kept_at", "-pk")
    too_many = list(rows.values_list("pk", flat=True)[MOST_OF_ONE_PERSON:])
    if too_many:
        KeptForm.objects.filter(pk__in=too_many).delete()


def _shows_kept(address: str) -> bool:
    try:
        view = resolve(address.partition("?")[0]).func
    except Resolver404:
        return False
    return bool(getattr(getattr(view, "view_class", None), "shows_kept", False))
