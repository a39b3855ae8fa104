"""How states and classes are said and shown: an icon, a word, and only then a colour."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from xaso.lib.dates import write_date

from .models import Petition, PetitionReply, PetitionState
from .rules import CLASSES
from .scales import LEVELS, Operator, class_of_level
from .standing import State, fresh

CHIPS = {"trang": "late", "lom": "late", "yeu": "doing", "dat": "done", "chua_du": "gap"}
CLASS_CHIPS = {
    "tot": "done",
    "kha": "done",
    "trung_binh": "doing",
    "yeu": "doing",
    "trang": "late",
}


@dataclass(frozen=True)
class ClassChip:
    code: str
    chip: str
    word: str


@dataclass(frozen=True)
class Cell:
    """One operator at one place. `level` None: nobody has measured it."""

    operator: str
    level: int | None
    text: str
    count: int = 0
    newest_date: date | None = None
    is_old: bool = False
    strength_dbm: int | None = None
    technology: str = ""
    chip: str = "gap"


@dataclass(frozen=True)
class Summary:
    """What people at the place can buy, and the worst beside it."""

    best: Cell | None
    worst: Cell | None
    chip: str
    word: str


def class_chip(code: str) -> ClassChip:
    return ClassChip(code, CHIPS[code], capfirst(str(CLASSES[code])))


PETITION_CHIPS = {"nhap": "draft", "da_gui": "review", "da_tra_loi": "doing", "tren_song": "review",
                  "dat": "done", "dong": "done", "tu_choi": "returned", "mo_lai": "returned"}  # fmt: skip


def petition_chip(petition: Petition) -> ClassChip:
    if petition.overdue_date and petition.state == PetitionState.PROMISED:
        said = _("quá hẹn từ %(day)s") % {"day": write_date(petition.overdue_date)}
        return ClassChip(petition.state, "late", said)
    word = str(petition.get_state_display())
    return ClassChip(petition.state, PETITION_CHIPS[petition.state], word)


def own_chip(petition: Petition, said: PetitionReply | None) -> ClassChip:
    """As the operator itself stands: what others answered is not told."""
    if petition.state in (PetitionState.PASSED, PetitionState.CLOSED):
        return ClassChip(petition.state, "done", _("đo lại đạt"))
    if petition.state == PetitionState.ON_AIR:
        return ClassChip(petition.state, "review", _("chờ xã đo lại"))
    if said is None:
        return ClassChip("cho", "todo", _("chờ trả lời"))
    if said.is_refusal:
        return ClassChip("tu_choi", "returned", _("đã từ chối"))
    return ClassChip("da_tra_loi", "doing", _("đã trả lời"))


def level_text(level: int) -> str:
    return f"{level} – {LEVELS[level]}"


def cells_of(
    states: Mapping[str, State], operators: Iterable[Operator], today: date
) -> list[Cell]:
    return [_cell(each, states.get(each.code), today) for each in operators]


def summary_of(cells: Iterable[Cell], states: Mapping[str, State], today: date) -> Summary:
    known = fresh(states, today)
    counted = [each for each in cells if each.level is not None and not each.is_old]
    if not counted:
        word = _("lần đo đã cũ") if states else _("chưa đo")
        return Summary(None, None, "gap", word)
    best = max(counted, key=lambda each: each.level or 0)
    worst = min(counted, key=lambda each: each.level or 0)
    level = max(known.values())
    return Summary(best, worst, best.chip, f"{level} – {LEVELS[level]}")


def _cell(operator: Operator, state: State | None, today: date) -> Cell:
    if state is None:
        return Cell(operator.name, None, _("chưa đo"))
    old = state.is_old(today)
    chip = "gap" if old else CLASS_CHIPS[class_of_level(state.level, state.newest_date)]
    return Cell(
        operator.name,
        state.level,
        level_text(state.level),
        state.count,
        state.newest_date,
        old,
        state.strength_dbm,
        state.technology,
        chip,
    )
