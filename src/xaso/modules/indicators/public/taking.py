"""Numbers another module read out of a file: judged as if they were typed, then taken together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from typing import Any, Literal
from uuid import UUID

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from xaso.core.rights.actor import Actor
from xaso.core.units.models import Commune, Village
from xaso.modules.indicators import actions
from xaso.modules.indicators.actions.checks import (
    must_be_a_number_of,
    must_be_at_most,
    must_fit_the_rule,
)
from xaso.modules.indicators.models import Value
from xaso.modules.indicators.packs.value_defs import ValueDef, value_defs
from xaso.modules.indicators.proofs import Proof
from xaso.modules.indicators.queries.counted_elsewhere import CountedElsewhere, counted_elsewhere
from xaso.modules.indicators.queries.definitions import definition_for
from xaso.modules.indicators.queries.standing import Standing, standing

Change = Literal["new", "changed", "same"]
KEPT: Any = Value._meta.get_field("number")
LAST_PLACE = Decimal(1).scaleb(-KEPT.decimal_places)
LARGEST = Decimal(10) ** (KEPT.max_digits - KEPT.decimal_places)


@dataclass(frozen=True)
class NumberAsked:
    code: str
    village_id: UUID | None
    first: date
    last: date
    as_of: date
    number: Decimal


@dataclass(frozen=True)
class NumberJudged:
    asked: NumberAsked
    change: Change
    replaces: UUID | None
    """The row of the same days and place whose stead it takes."""
    old: Decimal | None
    """What stands there now, else what stood there the stretch before; None: nothing known."""
    old_last: date | None
    refusal: str = ""
    """Why it would not be taken, in the words of who types it."""
    asks_percent: str = ""
    counted: Decimal | None = None
    """What the program counts itself, where that is another number: a reason is asked for."""

    @property
    def asks_zero(self) -> bool:
        return self.asked.number == 0 and self.change != "same" and not self.refusal

    @property
    def change_percent(self) -> Decimal | None:
        """None where there is nothing to compare with."""
        return 100 * (self.asked.number - self.old) / self.old if self.old else None


@dataclass(frozen=True)
class ValueTaken:
    value_id: UUID
    was_id: UUID | None
    """The row it took the place of."""


def judge_numbers(
    commune: Commune, asked: Sequence[NumberAsked], today: date
) -> tuple[NumberJudged, ...]:
    """A few queries for each code, however many villages. Nothing is written."""
    if not asked:
        return ()
    judge = _Judge(commune, asked, today)
    return tuple(judge.of(each) for each in asked)


def take_numbers(
    *,
    actor: Actor,
    judged: Sequence[NumberJudged],
    source: str,
    proof: str,
    reason: str,
    at: datetime,
) -> tuple[ValueTaken, ...]:
    """Each through the same door as a typed one; inside the transaction of who calls. What stands
    there already is not written again. `reason` is for those the program counts otherwise.

    A 0 and a share below one that are handed over were confirmed by a person.
    """
    villages = _villages(actor.commune, judged)
    order = {code: place for place, code in enumerate(value_defs())}
    taken = []
    for each in sorted(judged, key=lambda each: order.get(each.asked.code, len(order))):
        if each.change != "same":
            village = villages[each.asked.village_id] if each.asked.village_id else None
            value = _take(actor, each, village, source=source, proof=proof, reason=reason, at=at)
            taken.append(ValueTaken(value.pk, each.replaces))
    return tuple(taken)


def _take(
    actor: Actor,
    judged: NumberJudged,
    village: Village | None,
    *,
    source: str,
    proof: str,
    reason: str,
    at: datetime,
) -> Value:
    asked, proofs = judged.asked, (Proof(document_number=proof),)
    if judged.replaces:
        return actions.correct_value(
            actor=actor,
            value_id=judged.replaces,
            number=asked.number,
            confirmed_zero=asked.number == 0,
            percent_is_right=bool(judged.asks_percent),
            reason=reason or source,
            note=source,
            proofs=proofs,
            method=Value.Method.NHAP_TEP,
            at=at,
        )
    return actions.enter_value(
        actor=actor,
        code=asked.code,
        village=village,
        first=asked.first,
        last=asked.last,
        as_of=asked.as_of,
        number=asked.number,
        confirmed_zero=asked.number == 0,
        percent_is_right=bool(judged.asks_percent),
        reason=reason if judged.counted is not None else "",
        note=source,
        proofs=proofs,
        method=Value.Method.NHAP_TEP,
        at=at,
    )


def take_back_numbers(
    *, actor: Actor, taken: Sequence[ValueTaken], reason: str, at: datetime
) -> int:
    """Each becomes what it was before, or unknown, by a correction. All of them or none: a number
    that was corrected since stands for somebody's later word."""
    ids = [each for pair in taken for each in (pair.value_id, pair.was_id) if each]
    rows = Value.objects.of(actor.commune).in_bulk(ids)
    later = Value.objects.filter(corrects__in=[each.value_id for each in taken]).count()
    if later:
        raise ValidationError(
            _("%(count)d số đã được sửa sau khi nhận tệp, nên không rút cả tệp được nữa.")
            % {"count": later}
        )
    for each in taken:
        was = rows.get(each.was_id) if each.was_id else None
        actions.correct_value(
            actor=actor,
            value_id=each.value_id,
            number=was.number if was else None,
            confirmed_zero=bool(was and was.confirmed_zero),
            percent_is_right=True,
            reason=reason,
            note=was.note if was else "",
            at=at,
        )
    return len(taken)


class _Judge:
    def __init__(self, commune: Commune, asked: Sequence[NumberAsked], today: date) -> None:
        codes = sorted({each.code for each in asked})
        self.definitions = {code: definition_for(commune, code, today) for code in codes}
        self.today = today
        self.asked = {(each.code, each.village_id): each for each in asked}
        limits = {each.at_most for each in self.definitions.values() if each.at_most}
        newest = max(each.last for each in asked)
        self.standing = standing(commune, [*codes, *limits], newest)
        self.counted = self._counted(commune, asked)

    def of(self, asked: NumberAsked) -> NumberJudged:
        definition = self.definitions[asked.code]
        asked = asked if definition.is_whole else _as_kept(asked)
        here = self.standing.get((asked.code, asked.village_id), Standing())
        same = here.of(asked.first, asked.last)
        old = same if same and same.number is not None else here.before(asked.first, asked.last)
        refusal, percent = self._refusal(definition, asked)
        return NumberJudged(
            asked=asked,
            change=_change(asked, same),
            replaces=same.pk if same else None,
            old=old.number if old else None,
            old_last=old.last if old else None,
            refusal=refusal,
            asks_percent=percent,
            counted=None if same else self._counted_otherwise(asked),
        )

    def _counted(
        self, commune: Commune, asked: Sequence[NumberAsked]
    ) -> Mapping[date, CountedElsewhere]:
        by_last: dict[date, set[str]] = {}
        for each in asked:
            by_last.setdefault(each.last, set()).add(each.code)
        return {
            last: counted_elsewhere(
                commune, [self.definitions[code] for code in sorted(codes)], last, self.today
            )
            for last, codes in by_last.items()
        }

    def _refusal(self, definition: ValueDef, asked: NumberAsked) -> tuple[str, str]:
        """Why not, and what a share below one must be asked."""
        try:
            must_fit_the_rule(definition, asked.first, asked.last, asked.as_of, self.today)
            must_be_a_number_of(definition, asked.number, percent_is_right=True)
            KEPT.run_validators(asked.number)
            self._must_not_exceed(definition, asked)
            if asked.village_id and not definition.is_of_villages:
                raise ValidationError(_("“%(name)s” là số của cả xã.") % {"name": definition.name})
        except ValidationError as error:
            return " ".join(error.messages), ""
        try:
            must_be_a_number_of(definition, asked.number, percent_is_right=False)
        except ValidationError as error:
            return "", " ".join(error.messages)
        return "", ""

    def _must_not_exceed(self, definition: ValueDef, asked: NumberAsked) -> None:
        """The limit of the same file, where it stands there too."""
        coming = self.asked.get((definition.at_most, asked.village_id))
        known = self.standing.get((definition.at_most, asked.village_id), Standing()).newest()
        if coming is not None:
            must_be_at_most(definition, asked.number, coming.number, coming.as_of)
        elif known is not None and known.number is not None:
            must_be_at_most(definition, asked.number, known.number, known.as_of)

    def _counted_otherwise(self, asked: NumberAsked) -> Decimal | None:
        known = self.counted[asked.last].of(asked.code, asked.village_id)
        return known[0] if known and known[0] != asked.number else None


def _as_kept(asked: NumberAsked) -> NumberAsked:
    """A share a spreadsheet worked out never ends; four places of it are kept, in halves upward."""
    number = asked.number
    if number == number.to_integral_value() or abs(number) >= LARGEST:
        return asked
    return replace(asked, number=number.quantize(LAST_PLACE, ROUND_HALF_UP).normalize())


def _change(asked: NumberAsked, same: Value | None) -> Change:
    if same is None:
        return "new"
    return "same" if same.number == asked.number else "changed"


def _villages(commune: Commune, judged: Sequence[NumberJudged]) -> dict[UUID, Village]:
    ids = {each.asked.village_id for each in judged if each.asked.village_id}
    return Village.objects.of(commune).in_bulk(ids)
