"""Papers about one petition: what is asked of the companies, and what voters are answered."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from uuid import UUID

from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from xaso.core.papers.body import Body, Section, Typed
from xaso.core.papers.document import Annex, Block, Column, Items, Paragraph, Row, Table
from xaso.core.units.models import Commune
from xaso.lib.dates import write_date
from xaso.lib.numbers import write_number
from xaso.modules.coverage.models import Petition, PetitionReply, PetitionState, Place
from xaso.modules.coverage.queries.petitions import petitions, places_in
from xaso.modules.coverage.queries.samples import states
from xaso.modules.coverage.ranking import weights_on
from xaso.modules.coverage.rulebook import Rules, rules_of
from xaso.modules.coverage.standing import State
from xaso.modules.coverage.words import cells_of, level_text

S = PetitionState
NOW: Mapping[str, str | Promise] = {
    S.ON_AIR: _lazy("Nhà mạng báo đã phát sóng; xã đang đo lại để xác nhận."),
    S.PASSED: _lazy("Xã đã đo lại: đạt."),
    S.CLOSED: _lazy("Xã đã đo lại: đạt."),
    S.REFUSED: _lazy("Xã tiếp tục đề nghị cấp trên xem xét."),
    S.REOPENED: _lazy("Xã đo lại chưa đạt, tiếp tục kiến nghị nhà mạng."),
    S.GONE: _lazy("Các nhà mạng được hỏi đã thôi hoạt động; xã đóng kiến nghị này, chưa đạt."),
}


def petition_choices(commune: Commune) -> list[tuple[str, str]]:
    return [(str(each.pk), f"{each.code}: {each.name}") for each in petitions(commune)]


def petition_name(commune: Commune, petition_id: UUID) -> str:
    return Petition.objects.of(commune).get(pk=petition_id).name


def petition_letter(commune: Commune, petition_id: UUID, upper: str, today: date) -> Body:
    """`upper`: the office of the province, as it is called on that day."""
    petition = Petition.objects.of(commune).get(pk=petition_id)
    places, rules = places_in(petition), rules_of(commune, today)
    names = rules.names
    asked = [names.get(code, code) for code in petition.operators]
    return Body(
        receivers=(upper, *asked),
        sections=(
            Section(code="mo-dau", heading="", blocks=_opening(commune, places)),
            Section(code="hien-trang", heading="", blocks=_facts(petition, places)),
            Section(code="de-nghi", heading="", blocks=(_asked(asked),)),
            Section(
                code="dau-moi",
                heading="",
                typed=(Typed(code="dau-moi", label=_("Đầu mối của xã"), lead=_("Đầu mối: ")),),
            ),
        ),
        annexes=(_annex(commune, places, rules),),
        recipients=(_("Như trên"), _("Thường trực Đảng ủy, HĐND xã")),
    )


def voters_answer(commune: Commune, petition_id: UUID, today: date) -> Body:
    petition = Petition.objects.of(commune).get(pk=petition_id)
    places, names = places_in(petition), rules_of(commune, today).names
    named = ", ".join(f"{place.name} ({place.village})" for place in places)
    opening = _("Ủy ban nhân dân %(commune)s trả lời kiến nghị của cử tri về sóng di động tại:"
                " %(places)s.") % {"commune": commune.full_name, "places": named}  # fmt: skip
    replies = petition.replies.order_by("day", "at", "pk")
    told = tuple(_reply_text(each, names) for each in replies)
    blocks: list[Block] = [Paragraph(text=opening), Paragraph(text=_done(petition, names))]
    if told:
        blocks.append(Items(items=told))
    blocks.append(Paragraph(text=_now(petition)))
    return Body(
        receivers=(_("Cử tri các thôn"), _("Thường trực HĐND xã")),
        sections=(Section(code="tra-loi", heading="", blocks=tuple(blocks)),),
        recipients=(_("Như trên"), _("Trưởng các thôn")),
    )


def _opening(commune: Commune, places: list[Place]) -> tuple[Block, ...]:
    said = _(
        "Qua đo sóng tại chỗ, %(commune)s còn %(count)d điểm không sóng hoặc sóng yếu cần phủ sóng"
        " di động (danh sách kèm theo)."
    )
    return (Paragraph(text=said % {"commune": commune.full_name, "count": len(places)}),)


def _facts(petition: Petition, places: list[Place]) -> tuple[Block, ...]:
    rows = [
        _("Số hộ chịu ảnh hưởng: %(count)s") % {"count": _sum(p.household_count for p in places)},
        _("Số học sinh: %(count)s") % {"count": _sum(p.pupil_count for p in places)},
        _("Điểm đã có điện lưới: %(count)d/%(all)d")
        % {"count": sum(p.has_power for p in places), "all": len(places)},
        _("Điểm thuộc khu vực đặc biệt khó khăn: %(count)d/%(all)d")
        % {"count": sum(p.is_hard for p in places), "all": len(places)},
    ]
    if petition.nearest_station or petition.nearest_km is not None:
        far = "" if petition.nearest_km is None else f", {write_number(petition.nearest_km)} km"
        station = petition.nearest_station or _("chưa biết tên")
        rows.append(_("Trạm gần nhất đã biết: %(station)s") % {"station": f"{station}{far}"})
    if petition.terrain:
        rows.append(_("Địa hình: %(terrain)s") % {"terrain": petition.terrain})
    return (Items(items=tuple(rows)),)


def _asked(asked: list[str]) -> Paragraph:
    return Paragraph(
        text=_(
            "Đề nghị %(operators)s khảo sát, cho biết mã trạm, khoảng cách, địa hình che khuất, nguồn"
            " vốn và ngày dự kiến phát sóng. Sau khi phát sóng, xã đo lại để xác nhận."
        )
        % {"operators": ", ".join(asked)}
    )


def _annex(commune: Commune, places: list[Place], rules: Rules) -> Annex:
    known = states(commune, places)
    columns = (
        Column(title=_("TT"), width=5, align="center"),
        Column(title=_("Điểm"), width=20),
        Column(title=_("Thôn"), width=14),
        Column(title=_("Tọa độ"), width=16),
        Column(title=_("Hộ"), width=7, align="right"),
        Column(title=_("Học sinh"), width=8, align="right"),
        Column(title=_("Điện lưới"), width=8, align="center"),
        Column(title=_("ĐBKK"), width=8, align="center"),
        *(Column(title=each.name, width=11, over=_("Mức đo được")) for each in rules.operators),
    )
    rows = tuple(
        _annex_row(at, place, known.get(place.pk, {}), rules) for at, place in enumerate(places, 1)
    )
    note = _(
        "Mức 0 đến 4, quy tắc bản %(rule)s; danh sách nhà mạng bản %(operators)s; hệ số xếp hạng bản"
        " %(weights)s, chưa xác minh."
    ) % {
        "rule": rules.village.version_word,
        "operators": rules.operators_version,
        "weights": weights_on(commune, rules.day).version,
    }
    table = Table(columns=columns, rows=rows)
    return Annex(
        title=_("Danh sách điểm đề nghị phủ sóng"),
        blocks=(table, Paragraph(text=note)),
        landscape=True,
    )


def _annex_row(at: int, place: Place, known: Mapping[str, State], rules: Rules) -> Row:
    yes, no = _("có"), _("không")
    cells = cells_of(known, rules)
    return Row(
        cells=(
            at,
            place.name,
            place.village.name,
            place.point or _("chưa ghi"),
            place.household_count,
            place.pupil_count,
            yes if place.has_power else no,
            yes if place.is_hard else no,
            *(_("chưa đo") if cell.level is None else str(cell.level) for cell in cells),
        )
    )


def _done(petition: Petition, names: Mapping[str, str]) -> str:
    if petition.sent_date is None:
        return _("Xã đang lập văn bản đề nghị các nhà mạng.")
    return _("Xã đã có công văn số %(number)s ngày %(day)s gửi %(to)s.") % {
        "number": petition.sent_number,
        "day": write_date(petition.sent_date),
        "to": petition.sent_to or ", ".join(names.get(each, each) for each in petition.operators),
    }


def _reply_text(reply: PetitionReply, names: Mapping[str, str]) -> str:
    start = f"{names.get(reply.operator, reply.operator)}, {write_date(reply.day)}"
    if reply.number:
        start += f" ({reply.number})"
    if reply.is_refusal:
        return _("%(start)s: chưa phủ sóng, vì %(reason)s") % {
            "start": start,
            "reason": reply.reason,
        }
    parts = []
    if reply.station_code or reply.station_name:
        station = f"{reply.station_code} {reply.station_name}".strip()
        parts.append(_("trạm %(station)s") % {"station": station})
    if reply.distance_km is not None:
        parts.append(_("cách %(km)s km") % {"km": write_number(reply.distance_km)})
    if reply.is_blocked:
        parts.append(_("bị địa hình che"))
    if reply.budget_line:
        parts.append(_("nguồn vốn: %(line)s") % {"line": reply.get_budget_line_display()})
    if reply.promised_date:
        parts.append(_("hứa phát sóng %(day)s") % {"day": write_date(reply.promised_date)})
    return f"{start}: {', '.join(parts) or _('đã trả lời')}"


def _now(petition: Petition) -> str:
    """Nothing is called good that was not measured again; then as it was concluded."""
    state = petition.state
    if state in (S.PASSED, S.CLOSED) and petition.best_level is not None:
        said = _("Xã đã đo lại: đạt, mức tốt nhất %(level)s (quy ước đo lại bản %(version)s).")
        return said % {"level": level_text(petition.best_level), "version": petition.terms_word}
    if state in NOW:
        return str(NOW[state])
    if petition.overdue_date:
        return _("Nhà mạng đã quá hẹn; xã tiếp tục đôn đốc, báo cáo cấp trên.")
    word = capfirst(str(petition.get_state_display()))
    return _("Tình trạng: %(state)s. Xã tiếp tục theo dõi, đôn đốc.") % {"state": word}


def _sum(counts: Iterable[int | None]) -> str:
    known = [each for each in counts if each is not None]
    return write_number(sum(known)) if known else _("chưa có số liệu")
