"""Target rows of Phụ lục I."""

import re
from dataclasses import replace
from decimal import Decimal

from django.utils.translation import gettext as _

from .amounts import read_figure
from .grid import EMPTY, Cell
from .groups import Place
from .headers import Header
from .lines import Line, read_lines
from .shapes import WARNING, AnnexTarget, Problem


def read_targets(header: Header) -> list[AnnexTarget]:
    place, targets = Place(), list[AnnexTarget]()
    for line in read_lines(header, "name"):
        if line.kind == "group":
            place.enter_group(line)
        elif line.kind == "row":
            targets.append(_target(header, line, place))
    return targets


def _target(header: Header, line: Line, place: Place) -> AnnexTarget:
    plan, before = line.cells.get("plan_year", EMPTY), line.cells.get("last_year", EMPTY)
    unit = line.says("unit") or ("%" if "%" in plan.text else "")
    value, doubtful = read_figure(plan, unit)
    last, _doubtful_last = read_figure(before, unit)
    target = AnnexTarget(
        table=header.grid.name,
        row=line.index + 1,
        stt=line.stt,
        code=f"CT{int(line.stt):02d}" if re.fullmatch("[0-9]{1,3}", line.stt) else "",
        group=place.group,
        pillar=place.pillar,
        name=line.text,
        unit=unit,
        last_year=last,
        last_year_text=_shown(before, last),
        plan_year=value,
        plan_year_text=_shown(plan, value),
        owner=" ".join(line.says("owner").split()),
        explanation=" ".join(line.says("explanation").split()),
        cells={
            name: header.grid.cell_name(line.index, column.index)
            for name, column in header.columns.items()
        },
    )
    return replace(target, problems=_problems(target, doubtful=doubtful))


def _shown(cell: Cell, figure: Decimal | None) -> str:
    return (
        f"{figure:f}".replace(".", ",")
        if figure is not None and isinstance(cell.value, Decimal)
        else cell.text
    )


def _problems(target: AnnexTarget, *, doubtful: bool) -> tuple[Problem, ...]:
    problems = list[Problem]()
    cell = target.cells.get("plan_year") or _("dòng %(row)s") % {"row": target.row}
    if not target.name:
        named = target.cells["name"]
        problems.append(
            Problem(
                "no_name",
                named,
                _("Ô %(cell)s chưa có tên chỉ tiêu. Hãy ghi tên, hoặc bỏ dòng này.")
                % {"cell": named},
            )
        )
    if not target.plan_year_text:
        problems.append(
            Problem(
                "no_plan_figure",
                cell,
                _("Ô %(cell)s chưa có số kế hoạch. Hãy ghi chỉ tiêu của năm.") % {"cell": cell},
            )
        )
    elif target.plan_year is None and doubtful:
        message = _(
            "Ô %(cell)s: không rõ “%(text)s” là bao nhiêu. Hãy ghi một số, ví dụ 80 hoặc 12,5."
        ) % {"cell": cell, "text": target.plan_year_text}
        problems.append(Problem("bad_number", cell, message))
    elif doubtful:
        message = _("Ô %(cell)s đã hiểu là %(text)s %%. Xem lại.") % {
            "cell": cell,
            "text": target.plan_year_text,
        }
        problems.append(Problem("percent_doubt", cell, message, WARNING))
    return tuple(problems)
