"""Numbers, days and small drawings for every template: {% load xaso %}."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from typing import Any

from django import template
from django.templatetags.static import static
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from xaso.core.ui.charts import Chart
from xaso.core.ui.notices import NoticeLinks, links_of
from xaso.core.ui.states import STATES
from xaso.lib.dates import write_date, write_day
from xaso.lib.numbers import write_number
from xaso.lib.text import unit_in_a_sentence

register = template.Library()

Number = Decimal | Fraction | int | float


@register.filter
def vn_number(value: Number | None, places: int | None = None) -> str:
    return missing(None) if value is None else write_number(_exact(value), places)


@register.filter
def web_address(text: str) -> str:
    """For a link out of the program; empty for an address a browser would run instead of open."""
    return text if text.startswith(("https://", "http://")) else ""


@register.filter
def vn_unit(unit: str) -> str:
    return unit_in_a_sentence(unit)


@register.filter
def vn_percent(value: Number | None, places: int | None = None) -> str:
    """20.8 becomes "20,8 %"; the value is in hundredths already."""
    return missing(None) if value is None else f"{write_number(_exact(value), places)} %"


@register.filter
def vn_date(value: date | None) -> str:
    return write_date(_day(value)) if value else ""


@register.filter
def vn_day(value: date | None) -> str:
    """ "Thứ Sáu 15/3"; with the year when it is another one."""
    if not value:
        return ""
    day, today = _day(value), timezone.localdate()
    if get_language() == "vi":
        return write_day(day, today)
    return date_format(day, "D j/n" if day.year == today.year else "D j/n/Y")


@register.filter
def vn_moment(value: datetime | None) -> str:
    """ "14:05 ngày 15/3/2026"."""
    if not value:
        return ""
    local = timezone.localtime(value)
    return _("%(time)s ngày %(day)s") % {"time": f"{local:%H:%M}", "day": write_date(local)}


@register.filter
def missing(value: object) -> Any:
    """A number nobody has given is said in words, never shown as 0 or a dash."""
    if value is None or value == "":
        return format_html('<span class="missing">{}</span>', _("chưa có số liệu"))
    return value


@register.simple_tag
def icon(name: str, label: str = "") -> SafeString:
    """Decoration beside a word; with `label` it speaks for itself."""
    drawing = f"{static('ui/icons.svg')}#{name}"
    if label:
        return format_html(
            '<svg class="icon" width="20" height="20" role="img" aria-label="{}">'
            '<use href="{}"/></svg>',
            label,
            drawing,
        )
    return format_html(
        '<svg class="icon" width="20" height="20" aria-hidden="true"><use href="{}"/></svg>',
        drawing,
    )


@register.simple_tag
def chip(state: str, word: str = "") -> SafeString:
    """{% chip "late" "Quá hạn 3 ngày" %}: the word may say more than the state does."""
    known = STATES[state]
    return format_html(
        '<span class="chip{}">{}{}</span>',
        f" chip-{known.tone}" if known.tone else "",
        icon("clock" if state == "soon" else state),
        capfirst(str(word or known.word)),
    )


@register.simple_tag
def bar(
    value: Number | None,
    total: Number = 100,
    label: str = "",
    *,
    high: Number | None = None,
    tone: str = "",
) -> SafeString:
    """How far, out of `total`. `high` adds the part that is still open (784 of "612–784")."""
    if value is None:
        return format_html('<span class="bar">{}</span>', missing(None))
    width, label = _share(value, total), str(label).strip()
    return format_html(
        '<span class="bar{}"><svg viewBox="0 0 100 6" preserveAspectRatio="none" width="120"'
        ' height="10" role="img" aria-label="{}"><rect class="bar-back" width="100" height="6"/>'
        '{}<rect class="bar-value" width="{}" height="6"/></svg>{}</span>',
        f" bar-{tone}" if tone else "",
        label or _("%(share)s phần trăm") % {"share": write_number(_exact(width), 0)},
        _open_part(high, total),
        f"{width:g}",
        format_html("<span>{}</span>", label) if label else "",
    )


@register.simple_block_tag
def sideways(content: SafeString, name: str) -> SafeString:
    """Round a table that stays a table on a phone: there it is moved by finger or by arrow keys."""
    return format_html(
        '<div class="table-wrap" tabindex="0" role="region" aria-label="{}">{}</div>',
        capfirst(str(name)),
        content,
    )


@register.inclusion_tag("ui/chart.html")
def chart(drawing: Chart) -> dict[str, Chart]:
    return {"chart": drawing}


@register.simple_tag
def notice_links(message: Any) -> NoticeLinks:
    return links_of(message)


def _open_part(high: Number | None, total: Number) -> SafeString | str:
    if high is None:
        return ""
    return format_html(
        '<rect class="bar-range" width="{}" height="6"/>', f"{_share(high, total):g}"
    )


def _share(value: Number, total: Number) -> float:
    return round(min(max(float(value) / float(total) * 100, 0), 100), 2) if total else 0.0


def _exact(value: Number) -> Decimal | Fraction | int:
    return Decimal(str(value)) if isinstance(value, float) else value


def _day(value: date) -> date:
    return timezone.localtime(value).date() if isinstance(value, datetime) else value
