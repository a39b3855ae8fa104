"""Giấy mời: to a meeting, a class, a drive. What nobody knows yet leaves room for a pen."""

from __future__ import annotations

from django.utils.translation import gettext as _

from xaso.core.papers.body import Body, Section, Typed
from xaso.core.papers.document import Paragraph
from xaso.desk.papers.kinds import Ask
from xaso.lib.dates import paper_date, weekday_name, write_date
from xaso.modules.campaigns import public as campaigns

MEETING, CLASS = "hop", "tap-huan"


def invitation(ask: Ask) -> Body:
    content, guests = _offers(ask)
    opening = _("Ủy ban nhân dân %(commune)s trân trọng kính mời đại biểu dự %(event)s.") % {
        "commune": ask.commune.full_name,
        "event": event_of(ask),
    }
    day = ask.days.first
    when = f"{weekday_name(day)}, {paper_date(day)}"
    return Body(
        sections=(
            Section(code="mo-dau", heading="", blocks=(Paragraph(text=opening),)),
            Section(
                code="buoi-moi",
                heading="",
                typed=(
                    Typed(
                        code="thoi-gian",
                        label=_("Thời gian"),
                        lead=_("Thời gian: "),
                        offered=_("…… giờ ……, %(when)s") % {"when": when},
                    ),
                    Typed(code="dia-diem", label=_("Địa điểm"), lead=_("Địa điểm: ")),
                    Typed(code="chu-tri", label=_("Chủ trì"), lead=_("Chủ trì: ")),
                    Typed(
                        code="thanh-phan",
                        label=_("Thành phần mời"),
                        lead=_("Thành phần: "),
                        offered=guests,
                    ),
                    Typed(
                        code="noi-dung", label=_("Nội dung"), lead=_("Nội dung: "), offered=content
                    ),
                ),
            ),
            Section(
                code="ket",
                heading="",
                blocks=(
                    Paragraph(text=_("Đề nghị đại biểu đến dự đầy đủ, đúng giờ. Trân trọng!")),
                ),
            ),
        ),
        recipients=(_("Như thành phần mời"),),
    )


def event_of(ask: Ask) -> str:
    """In a sentence: "lễ ra quân đợt “BHYT trên VNeID”"."""
    if ask.about == MEETING:
        return _("cuộc họp về chuyển đổi số")
    if ask.about == CLASS:
        return _("lớp tập huấn kỹ năng số")
    return _("buổi ra quân đợt “%(name)s”") % {"name": _drive(ask).name}


def _drive(ask: Ask) -> campaigns.CampaignSummary:
    found = campaigns.all_summaries(ask.commune)
    return next(drive for drive in found if drive.id == ask.about_id)


def _offers(ask: Ask) -> tuple[str, str]:
    """What the meeting is about, and who is asked to come."""
    everybody = _("Các phòng, đơn vị; trưởng các thôn; tổ công nghệ số cộng đồng")
    if ask.about in {MEETING, CLASS}:
        return "", everybody
    drive = _drive(ask)
    words = {
        "name": drive.name,
        "first": write_date(drive.from_date),
        "last": write_date(drive.to_date),
        "villages": drive.villages,
    }
    said = _("Ra quân đợt “%(name)s” từ %(first)s đến %(last)s tại %(villages)d thôn")
    return said % words, everybody
