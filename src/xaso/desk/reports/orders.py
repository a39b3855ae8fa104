"""Decisions of the chairman: the steering committee with its list, the officer in charge."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from uuid import UUID

from django.utils.translation import gettext as _

from xaso.core.papers.body import Body, Section, Typed
from xaso.core.papers.document import Block, Column, Items, Paragraph
from xaso.core.people.models import Account
from xaso.core.people.queries import grants_held_on
from xaso.core.units.models import Commune
from xaso.desk.papers.kinds import Ask
from xaso.lib.tables import read_table

RENEWED = "kien-toan"


@dataclass(frozen=True)
class Post:
    """What a role is in the committee, until somebody writes it otherwise."""

    order: int
    post: str


@cache
def posts() -> dict[str, Post]:
    rows = read_table(Path(__file__).parent / "data" / "committee.csv")
    return {row["role"]: Post(int(row["order"]), row["post"]) for row in rows}


def committee(ask: Ask) -> Body:
    words = {"commune": ask.commune.full_name}
    renewed = ask.about == RENEWED
    first = (
        _(
            "Kiện toàn Ban Chỉ đạo chuyển đổi số %(commune)s gồm các ông, bà có tên trong danh sách"
            " kèm theo Quyết định này."
        )
        if renewed
        else _(
            "Thành lập Ban Chỉ đạo chuyển đổi số %(commune)s gồm các ông, bà có tên trong danh sách"
            " kèm theo Quyết định này."
        )
    ) % words
    return Body(
        sections=(
            Section(code="dieu-1", heading="", blocks=(_article(1, first),)),
            Section(
                code="dieu-2",
                heading="",
                blocks=(_article(2, _("Ban Chỉ đạo có nhiệm vụ:")), Items(items=_duties())),
            ),
            Section(
                code="dieu-3",
                heading="",
                blocks=(
                    _article(
                        3,
                        _(
                            "Văn phòng HĐND và UBND là cơ quan thường trực của Ban Chỉ đạo. Ban Chỉ"
                            " đạo sử dụng con dấu của Ủy ban nhân dân, họp hằng quý và khi cần."
                        ),
                    ),
                ),
            ),
            _in_force(4, renewed=renewed),
            Section(
                code="danh-sach",
                heading=_("Danh sách Ban Chỉ đạo chuyển đổi số"),
                is_annex=True,
                typed=(_members(ask.commune, ask.today),),
            ),
        ),
        recipients=(_("Như Điều 4"), _("Thường trực Đảng ủy, HĐND xã")),
        bases=(_("Xét đề nghị của Văn phòng HĐND và UBND"),),
    )


def officer_in_charge(ask: Ask) -> Body:
    person = Account.objects.get(commune=ask.commune, pk=ask.about_id)
    words = {"name": described(person), "commune": ask.commune.full_name}
    appointed = _("Phân công ông (bà) %(name)s phụ trách chuyển đổi số của %(commune)s.") % words
    return Body(
        sections=(
            Section(code="dieu-1", heading="", blocks=(_article(1, appointed),)),
            Section(
                code="dieu-2",
                heading="",
                blocks=(
                    _article(2, _("Người được phân công có nhiệm vụ:")),
                    Items(items=_duties_of_officer()),
                ),
            ),
            _in_force(3, renewed=False, name=person.full_name),
        ),
        recipients=(_("Như Điều 3"), _("Thường trực Đảng ủy, HĐND xã")),
        bases=(_("Xét đề nghị của Văn phòng HĐND và UBND"),),
    )


def described(person: Account) -> str:
    return ", ".join(part for part in (person.full_name, person.job_title) if part)


def staff(commune: Commune, day: date, roles: Iterable[str]) -> list[tuple[Account, str]]:
    """Open accounts with one of the roles that day, each once with its first role in this order.
    One query."""
    wanted = list(roles)
    grants = grants_held_on(day).filter(
        role__in=wanted, account__commune=commune, account__is_active=True
    )
    found: dict[UUID, tuple[Account, str]] = {}
    by_role = sorted(
        grants.select_related("account"),
        key=lambda grant: (wanted.index(grant.role), grant.account.full_name, str(grant.pk)),
    )
    for grant in by_role:
        found.setdefault(grant.account_id, (grant.account, grant.role))
    return list(found.values())


def _members(commune: Commune, day: date) -> Typed:
    ordered = sorted(posts(), key=lambda role: posts()[role].order)
    lines = (
        "; ".join((person.full_name, person.job_title, posts()[role].post))
        for person, role in staff(commune, day, ordered)
    )
    return Typed(
        code="thanh-vien",
        label=_("Thành viên, mỗi người một dòng"),
        help=_("Họ tên; chức vụ; nhiệm vụ trong Ban Chỉ đạo. Thêm, bớt, đổi thứ tự dòng tùy ý."),
        offered="\n".join(lines),
        columns=(
            Column(title=_("Họ và tên"), width=32),
            Column(title=_("Chức vụ, đơn vị"), width=36),
            Column(title=_("Nhiệm vụ trong Ban Chỉ đạo"), width=26),
        ),
    )


def _in_force(number: int, *, renewed: bool, name: str = "") -> Section:
    who = name or _("các ông, bà có tên trong danh sách")
    said = _(
        "Quyết định này có hiệu lực từ ngày ký. Chánh Văn phòng HĐND và UBND, các phòng, đơn vị, các"
        " thôn và %(who)s chịu trách nhiệm thi hành Quyết định này."
    )
    replaced = Typed(
        code="thay-the",
        label=_("Quyết định bị thay thế (số, ngày)"),
        lead=_("Quyết định này thay thế: "),
    )
    return Section(
        code=f"dieu-{number}",
        heading="",
        blocks=(_article(number, said % {"who": who}),),
        typed=(replaced,) if renewed else (),
    )


def _article(number: int, text: str) -> Block:
    return Paragraph(lead=_("Điều %(number)d. ") % {"number": number}, text=text)


def _duties() -> tuple[str, ...]:
    return (
        _("Chỉ đạo xây dựng, thực hiện kế hoạch chuyển đổi số hằng năm và 5 năm của xã."),
        _("Đôn đốc, kiểm tra các phòng, đơn vị, các thôn; tháo gỡ vướng mắc."),
        _("Xem xét kết quả chỉ tiêu, bộ chỉ số; báo cáo cấp trên theo quy định."),
    )


def _duties_of_officer() -> tuple[str, ...]:
    return (
        _("Tham mưu, theo dõi, tổng hợp việc thực hiện kế hoạch chuyển đổi số của xã."),
        _("Hướng dẫn các phòng, đơn vị, các thôn nộp kết quả kèm minh chứng."),
        _("Lập báo cáo định kỳ và đột xuất; là đầu mối với cơ quan cấp trên."),
    )
