"""The rows behind each number of the board: one table, the same as a workbook."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from xaso.core.pages.pages import TextPage
from xaso.core.pages.workbook import Column, workbook_response
from xaso.core.rights.actor import Actor
from xaso.lib.dates import write_date
from xaso.modules.indicators import public as indicators
from xaso.modules.plans import public as plans

from .addresses import rows_url
from .late import VillageCell, late_reasons, named, village_cells

MOST_SHOWN, MOST_IN_FILE = 40, 400


@dataclass(frozen=True)
class Row:
    name: str
    url: str
    tone: str
    cells: tuple[str, ...]
    under: str = ""
    """What the page shows below the name instead of in columns of their own."""
    in_file: tuple[str, ...] = ()
    """The cells at full length, for the workbook; empty when they are the same."""


@dataclass(frozen=True)
class Rows:
    title: str
    head: tuple[str, ...]
    rows: Sequence[Row]
    folded: tuple[str, ...] = ()
    """Columns of the workbook that the page shows below the name."""
    about: str = ""
    """Which of the rows these are, when not all."""
    more_url: str = ""
    more: str = ""
    total: int | None = None
    """How many there are, when only the first were read."""

    @property
    def count(self) -> int:
        return len(self.rows) if self.total is None else self.total


@dataclass(frozen=True)
class Ask:
    actor: Actor
    today: date
    wanted: QueryDict
    most: int
    """Rows to read at most: what the page shows, or what the workbook takes."""


class BoardRows(TextPage):
    right = "desk.board"
    template_name = "desk/board/rows.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        slug = self.kwargs["o"]
        if slug not in READERS:
            raise Http404
        in_file = request.GET.get("tai") == "xlsx"
        most = MOST_IN_FILE if in_file else MOST_SHOWN
        found = READERS[slug](Ask(self.actor, timezone.localdate(), request.GET, most))
        if in_file:
            return workbook_response(f"toan-canh-{slug}", _columns(found), found.rows)
        names, shown = _shown(found)
        return self.render_to_response(
            self.get_context_data(
                title=found.title,
                found=found,
                names=names,
                shown=shown,
                hidden_count=max(min(found.count, MOST_IN_FILE) - MOST_SHOWN, 0),
            )
        )


def _shown(found: Rows) -> tuple[list[str], list[tuple[Row, list[tuple[str, str]]]]]:
    """Columns somebody has something to say in, and for each row its cells with their names."""
    places = [
        place
        for place, name in enumerate(found.head[1:])
        if name not in found.folded and any(row.cells[place] for row in found.rows)
    ]
    names = [found.head[place + 1] for place in places]
    return names, [
        (row, [(found.head[place + 1], _unbroken(row.cells[place])) for place in places])
        for row in found.rows[:MOST_SHOWN]
    ]


def _unbroken(text: str) -> str:
    return text.replace(" %", "\u00a0%")


def _columns(found: Rows) -> list[Column]:
    def cell(place: int) -> Callable[[Row], str]:
        return lambda row: (row.in_file or row.cells)[place]

    first = Column(found.head[0], lambda row: row.name, width=48)
    return [first] + [Column(name, cell(i), 22) for i, name in enumerate(found.head[1:])]


def _late(ask: Ask) -> Rows:
    commune, lead_id = ask.actor.commune, _id(ask.wanted.get("nguoi", ""))
    cards = plans.late_cards(commune, ask.today, ask.most, lead_id)
    whys = plans.whys_of(commune, cards, ask.today)
    opens = ask.actor.may("plans.read")
    return Rows(
        title=_("Việc quá hạn"),
        head=_task_head(),
        folded=_folded(),
        rows=[_task_row(card, whys.get(card.id), ask) for card in cards],
        about=cards[0].lead_name if lead_id and cards else "",
        more_url=f"{reverse('plans:tasks')}?loc=cham" if opens and not lead_id else "",
        more=_("Xem trong danh sách việc"),
        total=plans.late_count(commune, ask.today, lead_id),
    )


def _risk(ask: Ask) -> Rows:
    rows = plans.red_rows(ask.actor.commune, ask.today, ask.most, only_at_risk=True)
    return Rows(
        title=_("Việc có nguy cơ chậm"),
        head=_task_head(),
        folded=_folded(),
        rows=[_task_row(row.task, row, ask) for row in rows],
        about=_("Còn ít ngày mà chưa xong một nửa"),
        total=plans.board_numbers(ask.actor.commune, ask.today).at_risk,
    )


def _why(ask: Ask) -> Rows:
    """Without a reason the reasons themselves, with one the red tasks that give it."""
    red, reason = _red(ask), ask.wanted.get("ly-do", "")
    if not reason:
        return Rows(
            title=_("Vì sao chậm"),
            head=(_("Lý do"), _("Số lần"), _("Ở đâu")),
            rows=[
                Row(each.why, each.url, "", (str(each.count), each.where))
                for each in late_reasons(red)
            ],
        )
    rows = [row for row in red if reason in {row.why, *(each.why for each in row.villages)}]
    return Rows(
        title=_("Việc đỏ vì một lý do"),
        head=_task_head(),
        folded=_folded(),
        rows=[_task_row(row.task, row, ask) for row in rows],
        about=reason,
        more_url=rows_url("vi-sao"),
        more=_("Mọi lý do"),
    )


def _villages(ask: Ask) -> Rows:
    numbers = plans.village_task_counts(ask.actor.commune, ask.today)
    cells = village_cells(ask.actor.commune, numbers)
    chosen = next((cell for cell in cells if str(cell.id) == ask.wanted.get("thon")), None)
    if chosen:
        return _one_village(ask, chosen)
    return Rows(
        title=_("Thôn nào còn nợ việc"),
        head=(
            _("Thôn"), _("Tình trạng"), _("Việc đang mở"), _("Chưa báo"), _("Chờ duyệt"),
            _("Đã duyệt"), _("Vướng"), _("Trả lại"), _("Quá hạn"),
        ),
        rows=[Row(cell.name, cell.url, cell.tone, (cell.word, *_counts(cell))) for cell in cells],
    )  # fmt: skip


def _one_village(ask: Ask, cell: VillageCell) -> Rows:
    rows = plans.red_rows(ask.actor.commune, ask.today, ask.most, village_id=cell.id)
    opens = ask.actor.may("plans.read")
    return Rows(
        title=_("Việc đỏ của %(village)s") % {"village": cell.name},
        head=_task_head(),
        folded=_folded(),
        rows=[_task_row(row.task, row, ask) for row in rows],
        about=cell.word,
        more_url=f"{reverse('plans:tasks')}?thon={cell.id}" if opens else rows_url("thon"),
        more=_("Mọi việc của thôn này") if opens else _("Mọi thôn"),
    )


def _targets(ask: Ask) -> Rows:
    states = indicators.target_states(ask.actor.commune, ask.today.year, ask.today)
    wanted = ask.wanted.get("tt", "")
    words = {
        "met": _("đạt"),
        "on_track": _("đúng hướng"),
        "at_risk": _("có nguy cơ"),
        "gap": _("chưa có số liệu"),
    }
    if wanted in words:
        states = [state for state in states if state.state == wanted]
    return Rows(
        title=_("Chỉ tiêu của kế hoạch"),
        head=(_("Chỉ tiêu"), _("Hiện có"), _("Đích"), _("Tính đến"), _("Vì sao")),
        rows=[_target_row(state) for state in states],
        about=words.get(wanted, ""),
        more_url=rows_url("chi-tieu") if wanted in words else "",
        more=_("Mọi chỉ tiêu"),
    )


READERS: dict[str, Callable[[Ask], Rows]] = {
    "viec-qua-han": _late,
    "viec-nguy-co": _risk,
    "vi-sao": _why,
    "thon": _villages,
    "chi-tieu": _targets,
}


def _red(ask: Ask) -> tuple[plans.RedRow, ...]:
    return plans.red_rows(ask.actor.commune, ask.today, ask.most)


def _id(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def _task_head() -> tuple[str, ...]:
    return (
        _("Việc"), _("Mã"), _("Chủ trì"), _("Tình trạng"), _("Hạn"), _("Thôn còn thiếu"),
        _("Vì sao"), _("Cần quyết"),
    )  # fmt: skip


def _folded() -> tuple[str, ...]:
    return (_("Mã"), _("Tình trạng"), _("Hạn"))


def _task_row(card: plans.TaskCard, red: plans.RedRow | None, ask: Ask) -> Row:
    due = write_date(card.due_date) if card.due_date else ""
    names = [village.name for village in red.villages] if red else []
    why = red.why if red else card.hindrance
    decide = red.decide if red else _("Duyệt hoặc trả lại kết quả")
    before, after = (card.code, card.lead_name, card.status, due), (why, decide)
    return Row(
        name=card.title,
        url=card.url if ask.actor.may("plans.read") else "",
        tone="bad" if card.days_late else "warn",
        cells=(*before, named(names), *after),
        under=_("%(code)s · %(status)s · hạn %(day)s")
        % {"code": card.code, "status": card.status, "day": due},
        in_file=(*before, ", ".join(names), *after),
    )


def _target_row(state: indicators.TargetState) -> Row:
    target, as_of = state.target, state.now.as_of
    tones = {"at_risk": "bad", "met": "good"}
    cells = (
        state.number_text,
        indicators.written(target, target.target),
        write_date(as_of) if as_of else "",
        state.why,
    )
    name = f"{target.code}. {target.name}" if target.code else target.name
    url = reverse("indicators:target", args=[target.id])
    return Row(name, url, tones.get(state.state, ""), cells)


def _counts(cell: VillageCell) -> tuple[str, ...]:
    numbers = cell.numbers
    if numbers is None:
        return ("0",) * 7
    found = (
        numbers.owed, numbers.not_reported, numbers.waiting, numbers.accepted, numbers.failed,
        numbers.returned, numbers.late,
    )  # fmt: skip
    return tuple(str(each) for each in found)
