"""The closing report of a drive as a paper: result, who has not reported, why it did not work."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.conf import settings
from django.utils import translation
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from xaso.core.papers.body import Body, Section
from xaso.core.papers.document import (
    Annex,
    Block,
    Column,
    Items,
    Paper,
    Paragraph,
    Row,
    Table,
)
from xaso.core.papers.models import OfficialPaper
from xaso.core.papers.queries import compose_body, settings_of
from xaso.core.units.models import Commune
from xaso.lib.dates import write_date
from xaso.lib.numbers import write_number
from xaso.modules.campaigns.models import Campaign, CampaignVillage
from xaso.modules.campaigns.queries.boards import village_rows
from xaso.modules.campaigns.queries.totals import Totals, percent_text, share, totals_of
from xaso.modules.campaigns.reasons import reason_label, remedy, top

REPORT = "bao-cao-ra-quan"
MOST_NAMED = 12


def campaign_body(commune: Commune, campaign_id: UUID) -> tuple[str, Body]:
    """Abstract and words. Two queries; in Vietnamese, whatever the screen speaks."""
    campaign = Campaign.objects.of(commune).select_related("commune").get(pk=campaign_id)
    with translation.override(settings.LANGUAGE_CODE):
        title = _("Kết quả đợt ra quân “%(name)s”") % {"name": campaign.name}
        return title, _body(campaign, village_rows(campaign))


def campaign_report(commune: Commune, campaign_id: UUID, today: date) -> Paper:
    """As it would print today, without a number."""
    title, body = campaign_body(commune, campaign_id)
    paper = OfficialPaper(commune=commune, kind=REPORT, type_symbol="BC", title=title)
    return compose_body(paper, body, settings_of(commune), today)


def _body(campaign: Campaign, rows: list[CampaignVillage]) -> Body:
    totals = totals_of(rows)
    sections = (
        Section(code="dot", heading=_("I. VỀ ĐỢT RA QUÂN"), blocks=_about(campaign)),
        Section(code="ket-qua", heading=_("II. KẾT QUẢ"), blocks=_result(campaign, rows, totals)),
        Section(
            code="vi-sao", heading=_("III. CHƯA XONG VÌ SAO"), blocks=_reasons(campaign, totals)
        ),
        Section(code="kien-nghi", heading=_("IV. KIẾN NGHỊ"), blocks=_proposals(campaign, totals)),
    )
    return Body(
        sections=sections,
        annexes=(_annex(campaign, rows),),
        recipients=(_("Thường trực Đảng ủy, HĐND xã"), _("Các phòng, đơn vị, các thôn")),
    )


def _about(campaign: Campaign) -> tuple[Block, ...]:
    said = _("Từ ngày %(first)s đến ngày %(last)s, xã mở đợt %(name)s. %(goal)s") % {
        "first": write_date(campaign.from_date),
        "last": write_date(campaign.to_date),
        "name": f"“{campaign.name}”",
        "goal": campaign.goal,
    }
    means = _("Được tính là xong khi: %(means)s") % {"means": campaign.done_means}
    blocks = [Paragraph(text=said.strip()), Paragraph(text=means)]
    if campaign.basis:
        blocks.append(Paragraph(text=_("Căn cứ: %(basis)s") % {"basis": campaign.basis}))
    return tuple(blocks)


def _result(campaign: Campaign, rows: list[CampaignVillage], totals: Totals) -> tuple[Block, ...]:
    unit = campaign.get_unit_display()
    target = _("chưa đặt") if totals.target is None else f"{write_number(totals.target)} {unit}"
    said = _("Kết quả: xong %(done)s %(unit)s, chỉ tiêu %(target)s, %(words)s.") % {
        "done": write_number(totals.done),
        "unit": unit,
        "target": target,
        "words": totals.words,
    }
    blocks: list[Block] = [Paragraph(text=said)]
    more = _("Đã tới %(reached)s, chưa xong %(failed)s") % {
        "reached": write_number(totals.reached),
        "failed": write_number(totals.failed),
    }
    if campaign.is_list:
        more += _(", vắng nhà %(absent)s, chưa tới %(left)s") % {
            "absent": write_number(totals.absent),
            "left": write_number(totals.left),
        }
    blocks.append(Paragraph(text=f"{more}."))
    silent = [capfirst(str(row.village)) for row in rows if row.reported_at is None]
    if silent:
        named = ", ".join(silent[:MOST_NAMED])
        rest = len(silent) - MOST_NAMED
        more_silent = _(" và %(count)d thôn nữa") % {"count": rest} if rest > 0 else ""
        told = _("Chưa báo (không tính là 0): %(named)s%(more)s.")
        blocks.append(Paragraph(text=told % {"named": named, "more": more_silent}))
    return tuple(blocks)


def _reasons(campaign: Campaign, totals: Totals) -> tuple[Block, ...]:
    if not totals.failed:
        return (Paragraph(text=_("Không có trường hợp chưa xong được ghi lại.")),)
    unit = campaign.get_unit_display()
    lines = [
        _("%(reason)s: %(count)s %(unit)s")
        % {"reason": capfirst(word), "count": write_number(count), "unit": unit}
        for word, count in top(totals.reasons)
    ]
    untold = totals.failed - sum(totals.reasons.values())
    if untold > 0:
        lines.append(_("Không ghi lý do: %(count)s") % {"count": write_number(untold)})
    return (Items(items=tuple(lines)),)


def _proposals(campaign: Campaign, totals: Totals) -> tuple[Block, ...]:
    """The officer's own words; before the books are closed, what the reasons themselves ask for."""
    if campaign.proposals:
        return tuple(Paragraph(text=line) for line in campaign.proposals.splitlines() if line)
    found = max(totals.reasons.items(), key=lambda pair: pair[1], default=None)
    if found is None:
        return (Paragraph(text=_("Không có kiến nghị.")),)
    code, count = found
    return (Paragraph(text=remedy(reason_label(code), count)),)


def _annex(campaign: Campaign, rows: list[CampaignVillage]) -> Annex:
    columns = [
        Column(title=_("TT"), width=5, align="center"),
        Column(title=_("Thôn"), width=22),
        Column(title=_("Chỉ tiêu"), width=9, align="right"),
        Column(title=_("Đã tới"), width=9, align="right"),
        Column(title=_("Xong"), width=9, align="right"),
        Column(title=_("Chưa xong"), width=9, align="right"),
        Column(title=_("Tiến độ"), width=10, align="right"),
        Column(title=_("Lý do nhiều nhất"), width=24),
    ]
    table = Table(
        columns=tuple(columns),
        rows=tuple(_annex_row(at, row) for at, row in enumerate(rows, start=1)),
    )
    title = _("Kết quả từng thôn: %(name)s") % {"name": campaign.name}
    return Annex(title=title, landscape=True, blocks=(table,))


def _annex_row(at: int, row: CampaignVillage) -> Row:
    name = capfirst(str(row.village))
    if row.reported_at is None:
        silent = _("chưa báo")
        return Row(cells=(at, name, row.target, silent, silent, silent, silent, ""))
    percent = share(row.done, row.target)
    reasons = top(row.reasons)
    return Row(
        cells=(
            at,
            name,
            row.target,
            row.reached,
            row.done,
            row.failed,
            percent_text(percent) if percent is not None else "",
            f"{reasons[0][0]} ({reasons[0][1]})" if reasons else "",
        )
    )
