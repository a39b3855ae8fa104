"""What is missing or doubtful in a row, each with the cell and what to do about it."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext as _

from xaso.lib.dates import weekday_name, write_date

from .shapes import WARNING, AnnexRow, Problem
from .unit_names import is_known, suggest_unit

LONGEST_TITLE = 200
DAY_OFF = "due_on_day_off"
LONGEST_BREAK = 15
"""Days: Tết with the weekends around it is shorter."""


@dataclass(frozen=True)
class Reading:
    row: AnnexRow
    leads: tuple[str, ...]
    unresolved: Sequence[str]
    budget_problem: str
    year: int
    known: Sequence[str]
    is_working_day: Callable[[date], bool]

    def cell(self, field: str) -> str:
        """Where to mend it; a column the file does not have is named by its row."""
        return self.row.cells.get(field) or _("dòng %(row)s") % {"row": self.row.row}


def row_problems(reading: Reading) -> tuple[Problem, ...]:
    checks = (_nothing_above, _title, _lead, _several_leads, _due, _due_day, _product, _budget)
    return tuple(problem for check in checks for problem in check(reading))


def _nothing_above(reading: Reading) -> Iterator[Problem]:
    for field in reading.unresolved:
        cell = reading.cell(field)
        message = _("Ô %(cell)s ghi “như trên” nhưng dòng trên để trống. Hãy ghi rõ.") % {
            "cell": cell
        }
        yield Problem("nothing_above", cell, message)


def _title(reading: Reading) -> Iterator[Problem]:
    cell, length = reading.cell("title"), len(reading.row.title)
    if not length:
        yield Problem(
            "no_title",
            cell,
            _("Ô %(cell)s chưa có tên nhiệm vụ. Hãy ghi việc cần làm, hoặc bỏ dòng này.")
            % {"cell": cell},
        )
    elif length > LONGEST_TITLE:
        yield Problem(
            "title_too_long",
            cell,
            _(
                "Ô %(cell)s: tên nhiệm vụ dài %(length)s ký tự, tối đa %(most)s. Hãy ghi gọn: "
                "động từ và việc cần làm."
            )
            % {"cell": cell, "length": length, "most": LONGEST_TITLE},
        )


def _lead(reading: Reading) -> Iterator[Problem]:
    cell, lead = reading.cell("lead"), reading.row.lead
    if not lead and "lead" not in reading.unresolved:
        yield Problem(
            "no_lead",
            cell,
            _("Ô %(cell)s chưa ghi ai chủ trì. Hãy chọn đơn vị hoặc người chủ trì.")
            % {"cell": cell},
        )
    elif lead and reading.known and not is_known(lead, reading.known):
        suggestion = suggest_unit(lead, reading.known)
        message = _(
            "Ô %(cell)s: chưa có “%(lead)s” trong danh sách đơn vị của xã. Hãy chọn đơn vị đúng."
        ) % {"cell": cell, "lead": lead}
        if suggestion:
            message = _(
                "Ô %(cell)s: chưa có “%(lead)s” trong danh sách đơn vị của xã. Có phải "
                "“%(suggestion)s”?"
            ) % {
                "cell": cell,
                "lead": lead,
                "suggestion": suggestion,
            }
        yield Problem("unknown_lead", cell, message, suggestion=suggestion)


def _several_leads(reading: Reading) -> Iterator[Problem]:
    if len(reading.leads) > 1:
        cell = reading.cell("lead")
        message = _(
            "Ô %(cell)s ghi %(count)s đơn vị chủ trì. Đã lấy “%(lead)s” làm chủ trì, các đơn vị "
            "sau là phối hợp. Xem lại."
        ) % {
            "cell": cell,
            "count": len(reading.leads),
            "lead": reading.row.lead,
        }
        yield Problem("several_leads", cell, message, WARNING)


def _due(reading: Reading) -> Iterator[Problem]:
    row, cell = reading.row, reading.cell("due")
    if not row.due_text:
        if "due" not in reading.unresolved:
            yield Problem(
                "no_due",
                cell,
                _("Ô %(cell)s chưa ghi thời hạn. Hãy chọn ngày hoặc kỳ lặp lại.") % {"cell": cell},
            )
    elif row.due is None and not row.recurrence:
        message = _("Ô %(cell)s: chưa hiểu thời hạn “%(text)s”. Hãy chọn một ngày cụ thể.") % {
            "cell": cell,
            "text": row.due_text,
        }
        yield Problem("unknown_due", cell, message)
    elif row.due_needs_confirmation:
        message = _(
            "Ô %(cell)s: thời hạn “%(text)s” hiểu là %(reading)s. Hãy xác nhận hoặc chọn lại."
        ) % {
            "cell": cell,
            "text": row.due_text,
            "reading": _written(row),
        }
        yield Problem("confirm_due", cell, message)


def _due_day(reading: Reading) -> Iterator[Problem]:
    row, cell = reading.row, reading.cell("due")
    if row.due is None:
        return
    if row.due.year < reading.year:
        message = _("Ô %(cell)s: hạn %(day)s trước năm kế hoạch %(year)s. Hãy sửa lại năm.") % {
            "cell": cell,
            "day": write_date(row.due),
            "year": reading.year,
        }
        yield Problem("past_year", cell, message)
    elif not reading.is_working_day(row.due):
        message = _(
            "Ô %(cell)s: hạn %(day)s rơi vào ngày nghỉ (%(weekday)s). Nên chọn ngày làm việc "
            "trước đó."
        ) % {
            "cell": cell,
            "day": write_date(row.due),
            "weekday": weekday_name(row.due),
        }
        earlier = _working_day_before(row.due, reading).isoformat()
        yield Problem(DAY_OFF, cell, message, WARNING, suggestion=earlier)


def _working_day_before(day: date, reading: Reading) -> date:
    days = (day - timedelta(days=back) for back in range(1, LONGEST_BREAK))
    return next(filter(reading.is_working_day, days), day)


def _product(reading: Reading) -> Iterator[Problem]:
    if not reading.row.product and "product" not in reading.unresolved:
        cell = reading.cell("product")
        message = _(
            "Ô %(cell)s chưa ghi sản phẩm. Hệ thống sẽ đề xuất loại minh chứng để chọn."
        ) % {"cell": cell}
        yield Problem("no_product", cell, message, WARNING)


def _budget(reading: Reading) -> Iterator[Problem]:
    cell, text = reading.cell("budget"), reading.row.budget_text
    if reading.budget_problem == "bad_budget":
        message = _(
            "Ô %(cell)s: không rõ “%(text)s” là bao nhiêu tiền. Hãy ghi một số, ví dụ 12,5 hoặc "
            "1.500."
        ) % {"cell": cell, "text": text}
        yield Problem("bad_budget", cell, message, WARNING)
    elif reading.budget_problem == "budget_unit":
        message = _("Ô %(cell)s không ghi đơn vị tiền, đã hiểu là triệu đồng. Xem lại.") % {
            "cell": cell
        }
        yield Problem("budget_unit", cell, message, WARNING)


def _written(row: AnnexRow) -> str:
    names = {
        "daily": _("hằng ngày"),
        "weekly": _("hằng tuần"),
        "monthly": _("hằng tháng"),
        "quarterly": _("hằng quý"),
        "half_yearly": _("6 tháng một lần"),
        "yearly": _("hằng năm"),
    }
    day = write_date(row.due) if row.due else ""
    return ", ".join(filter(None, (names.get(row.recurrence, ""), day)))
