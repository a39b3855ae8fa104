"""Half-typed forms, kept for a day for the person who typed them."""

from __future__ import annotations

import threading
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.urls import Resolver404, resolve, reverse

from xaso.lib.ids import new_id

from .models import KeptForm
from .room import make_room
from .sealing import seal, unseal
from .typed import KEPT, Typed, packed, unpacked

KEPT_HOURS = 24
_one_at_a_time = threading.Lock()
"""A form may bring 10 MB of photos; many at once must not fill the memory of a small machine."""


@dataclass(frozen=True)
class Kept:
    key: UUID
    kept_at: datetime
    typed: Typed
    pushed_out: int = 0
    """How many older ones of the same person had to go for it."""

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
    with _one_at_a_time:
        row.content = seal(packed(typed), _about(row))
        with transaction.atomic():
            pushed_out = make_room(account_id=account_id, size_bytes=len(row.content))
            row.save(force_insert=True)
    return Kept(row.pk, at, typed, pushed_out)


def open_kept(*, account_id: UUID, key: str, at: datetime) -> Kept | None:
    """None for another person's, one that is too old, and anything that is no key at all."""
    row = _living(account_id, at).filter(pk=UUID(key)).first() if is_key(key) else None
    return _opened(row) if row else None


def is_key(text: str) -> bool:
    try:
        return bool(UUID(text))
    except ValueError:
        return False


def all_kept(*, account_id: UUID, at: datetime) -> list[Kept]:
    """Newest first; of files only what they are called. One is open at a time."""
    rows = _living(account_id, at).order_by("-kept_at", "-pk").iterator(chunk_size=1)
    return [kept for kept in map(_looked_into, rows) if kept]


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


def _looked_into(row: KeptForm) -> Kept | None:
    kept = _opened(row)
    return replace(kept, typed=kept.typed.without_contents()) if kept else None


def _about(row: KeptForm) -> str:
    return f"{row.pk}:{row.account_id}"


def _shows_kept(address: str) -> bool:
    try:
        view = resolve(address.partition("?")[0]).func
    except Resolver404:
        return False
    return bool(getattr(getattr(view, "view_class", None), "shows_kept", False))
