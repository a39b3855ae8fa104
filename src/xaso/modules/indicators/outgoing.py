"""What the province hears of indicators: the items of a round once the chairman has approved it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext_lazy as _

from xaso.core.units.models import Commune
from xaso.core.upstream.outgoing import Part, Said, outgoing

from .models import Round, RoundItem

S = Round.State
APPROVED = (S.TRINH, S.THAM_DINH, S.BO_SUNG, S.KET_QUA, S.KHOA)
RESULTS = (
    ("scored", _("đã chấm")),
    ("missing", _("chưa có số liệu")),
    ("missing_target", _("chưa có chỉ tiêu")),
    ("not_applicable", _("không áp dụng")),
)
FIELDS = {
    "pack": Part(_("Bộ chỉ số"), "text", 40),
    "title": Part(_("Tên bộ chỉ số"), "text", 200),
    "item": Part(_("Chỉ số"), "text", 40),
    "first": Part(_("Từ ngày"), "day"),
    "last": Part(_("Đến hết ngày"), "day"),
    "revision": Part(_("Lần"), "whole", 1000),
    "round": Part(_("Trạng thái của kỳ"), "text", 10, tuple(S.choices)),
    "result": Part(_("Kết quả tự chấm"), "text", 16, RESULTS),
    "self_score": Part(_("Điểm tự chấm"), "number"),
    "council_score": Part(_("Điểm thẩm định"), "number"),
}


def figures(commune: Commune, at: datetime) -> Iterator[Said]:
    """Of each period the newest revision; one that was opened again and not approved yet is silent."""
    del at
    rounds = Round.objects.of(commune).order_by("revision")
    newest = {(each.pack_code, each.first, each.last): each for each in rounds}
    approved = {each.pk: each for each in newest.values() if each.state in APPROVED}
    items = RoundItem.objects.of(commune).filter(round__in=approved).order_by("round", "order")
    for item in items:
        item.round = approved[item.round_id]
        yield Said(_key(item), _body(item))


def _key(item: RoundItem) -> str:
    about = item.round
    return f"{about.pack_code}:{about.first}:{about.last}:{item.code}"


def _body(item: RoundItem) -> dict[str, Any]:
    about = item.round
    scores = {"self_score": item.self_score, "council_score": item.council_score}
    return {
        "pack": about.pack_code,
        "title": about.title,
        "item": item.code,
        "first": about.first.isoformat(),
        "last": about.last.isoformat(),
        "revision": about.revision,
        "round": about.state,
        "result": item.self_state,
        **{name: _text(score) for name, score in scores.items() if score is not None},
    }


def _text(number: Decimal) -> str:
    return f"{number:.2f}"


outgoing(
    "upstream.figure",
    1,
    label=_("Kết quả chỉ số đã duyệt"),
    fields=FIELDS,
    title="item",
    gather=figures,
)
