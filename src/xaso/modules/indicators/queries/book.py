"""Every pack a commune may score itself by: those of the program and its own."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import BooleanField, ExpressionWrapper, OuterRef, Q, QuerySet, Subquery

from xaso.core.figures import Period
from xaso.core.units.models import Commune
from xaso.modules.indicators.definitions import all_packs, defs_of, fingerprint
from xaso.modules.indicators.models import PackEdition, PackEntry
from xaso.modules.indicators.packs.load import build_pack
from xaso.modules.indicators.packs.value_defs import ValueDef, value_defs
from xaso.modules.indicators.scoring.pack import Item, Pack

MOST_KEPT = 200
_built: OrderedDict[str, Pack] = OrderedDict()


@dataclass(frozen=True)
class Book:
    packs: tuple[Pack, ...]
    editions: Mapping[str, PackEdition]
    """Of the own packs, by their code."""

    def named(self, code: str) -> Pack | None:
        return next((pack for pack in self.packs if pack.code == code), None)

    def fingerprint(self, code: str) -> str:
        own = self.editions.get(code)
        return own.fingerprint if own else fingerprint(code)

    def uses_of(self, code: str) -> list[tuple[Pack, Item]]:
        """Every item, in every pack, that counts with this number."""
        return [
            (pack, item) for pack in self.packs for item in pack.items if code in defs_of(item)
        ]

    def definitions(self, packs: Iterable[Pack] | None = None) -> list[ValueDef]:
        """Of these packs; of everything the commune may be asked for when none are named."""
        if packs is None:
            listed, wanted = list(value_defs().values()), self.packs
        else:
            wanted = tuple(packs)
            needed = {code for pack in wanted for item in pack.items for code in defs_of(item)}
            listed = [each for code, each in value_defs().items() if code in needed]
        own = {each.code: each for pack in wanted for each in pack.own_defs}
        return [*listed, *own.values()]


def book_of(commune: Commune, period: Period) -> Book:
    """One query. An own pack stands in the edition the period began with, else in the newest one
    in force at its end."""
    chosen: dict[str, PackEdition] = {}
    for edition in _editions(commune, period):
        if edition.code not in chosen or edition.fingerprint == edition.begun_with:
            chosen[edition.code] = edition
    own = [built(edition) for edition in chosen.values()]
    return Book((*all_packs(), *sorted(own, key=lambda pack: pack.title)), chosen)


def built(edition: PackEdition) -> Pack:
    """Editions never change, so what was built from one holds."""
    key = f"{edition.code} {edition.fingerprint}"
    if key not in _built:
        _built[key] = build_pack(
            edition.code,
            settings_of(edition),
            edition.rows,
            tuple(ValueDef(**each) for each in edition.own_numbers),
        )
        if len(_built) > MOST_KEPT:
            _built.popitem(last=False)
    return _built[key]


def settings_of(edition: PackEdition) -> dict[str, object]:
    return {
        "code": edition.code,
        "title": edition.title,
        "short_label": "",
        "note": edition.basis,
        "effective_from": edition.effective_from and str(edition.effective_from),
        "effective_to": edition.effective_to and str(edition.effective_to),
    }


def own_definition_of(commune: Commune, code: str) -> ValueDef | None:
    """A number only own packs ask for, in the words of the newest edition."""
    editions = PackEdition.objects.of(commune).filter(state=PackEdition.State.DA_NHAN)
    for edition in editions.order_by("-taken_at", "-pk"):
        for each in edition.own_numbers:
            if each["code"] == code:
                return ValueDef(**each)
    return None


def _editions(commune: Commune, period: Period) -> QuerySet[Any]:
    """In force at the end of the period first, then the newest."""
    begun = PackEntry.objects.filter(
        commune=commune,
        kind=PackEntry.Kind.THEO_DOI,
        pack_code=OuterRef("code"),
        first__lte=period.first,
        last__gte=period.last,
    ).order_by("-first", "last", "-entered_at", "-id")
    in_force = Q(effective_from=None) | Q(effective_from__lte=period.last)
    not_over = Q(effective_to=None) | Q(effective_to__gte=period.last)
    rows = PackEdition.objects.of(commune).filter(state=PackEdition.State.DA_NHAN)
    return rows.annotate(
        begun_with=Subquery(begun.filter(in_use=True).values("pack_version")[:1]),
        is_in_force=ExpressionWrapper(in_force & not_over, BooleanField()),
    ).order_by("code", "-is_in_force", "-edition")
