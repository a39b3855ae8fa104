"""How states and classes are said and shown: an icon, a word, and only then a colour."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from xaso.lib.dates import write_date

from .models import OwnRule, Petition, PetitionReply, PetitionState, RulePart
from .remeasuring import Terms
from .rulebook import Rules
from .rules import CLASSES, Rule
from .scales import ADDED, ENDED, LEAST_DBM, LEVELS, RENAMED, ClassTable, Operator
from .standing import State

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
                  "dat": "done", "dong": "done", "tu_choi": "returned", "mo_lai": "returned",
                  "thoi_mang": "returned"}  # fmt: skip


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
    if petition.state == PetitionState.GONE:
        return ClassChip(petition.state, "returned", str(petition.get_state_display()))
    if petition.state == PetitionState.ON_AIR:
        return ClassChip(petition.state, "review", _("chờ xã đo lại"))
    if said is None:
        return ClassChip("cho", "todo", _("chờ trả lời"))
    if said.is_refusal:
        return ClassChip("tu_choi", "returned", _("đã từ chối"))
    return ClassChip("da_tra_loi", "doing", _("đã trả lời"))


def sure_word(rule: Rule | Terms) -> str:
    """Whose word it is, and whether anybody has looked at the law."""
    if rule.is_own:
        return _("do xã định")
    return _("đã xác minh") if rule.confirmed else _("chưa xác minh")


def level_text(level: int) -> str:
    return f"{level} – {LEVELS[level]}"


def cells_of(states: Mapping[str, State], rules: Rules) -> list[Cell]:
    return [_cell(each, states.get(each.code), rules) for each in rules.operators]


def summary_of(cells: Sequence[Cell]) -> Summary:
    counted = [each for each in cells if each.level is not None and not each.is_old]
    if not counted:
        word = _("lần đo đã cũ") if any(each.level is not None for each in cells) else _("chưa đo")
        return Summary(None, None, "gap", word)
    best = max(counted, key=lambda each: each.level or 0)
    worst = min(counted, key=lambda each: each.level or 0)
    return Summary(best, worst, best.chip, best.text)


def _cell(operator: Operator, state: State | None, rules: Rules) -> Cell:
    if state is None:
        return Cell(operator.name, None, _("chưa đo"))
    old = state.is_old(rules)
    chip = "gap" if old else CLASS_CHIPS[rules.classes.on(state.newest_date).of_level(state.level)]
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


STEPS = {
    ADDED: _lazy("thêm nhà mạng %(name)s"),
    RENAMED: _lazy("nhà mạng đổi tên là %(name)s"),
    ENDED: _lazy("thôi đo nhà mạng %(name)s"),
}
VILLAGE_SAYS = _lazy(
    "lần đo cũ sau %(old_after_months)s tháng, không sóng đến mức %(none_level)s, yếu đến mức"
    " %(weak_level)s"
)
TERMS_SAY = _lazy(
    "đo lại %(samples)s lần trong %(days)s ngày, đạt từ mức %(pass_level)s, quá hẹn sau %(overdue)s"
    " ngày"
)


def said_of(row: OwnRule) -> str:
    """What a version says, in one line."""
    body: dict[str, Any] = row.body
    if row.part == RulePart.OPERATOR:
        return str(STEPS[body["step"]] % body)
    if row.part == RulePart.CLASSES:
        return "; ".join(
            f"{code.upper()} {', '.join(map(str, each))}" for code, each in body.items()
        )
    numbers = VILLAGE_SAYS if row.part == RulePart.VILLAGE else TERMS_SAY
    return str(numbers % defaultdict(lambda: "–", body))


def class_lines(table: ClassTable) -> list[tuple[str, str, list[str]]]:
    """Of each technology what is measured, and from where on each class reaches."""
    return [
        (code.upper(), metric, [_reach(each.from_value) for each in table.of(code)])
        for code, metric in table.technologies
    ]


def _reach(dbm: int) -> str:
    return _("thấp hơn") if dbm <= LEAST_DBM else f"≥ {dbm}".replace("-", "−")
