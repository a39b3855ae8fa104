"""Decision about the community digital teams: founded or renewed, with the list of members."""

from __future__ import annotations

from django.utils.translation import gettext as _

from xaso.core.papers.body import Body, Section, Typed
from xaso.core.papers.document import Block, Column, Items, Paragraph
from xaso.desk.papers.kinds import Ask
from xaso.modules.teams import public as teams


def team_order(ask: Ask) -> Body:
    order = teams.order_of(ask.commune, ask.about)
    words = {"teams": teams_named(ask)}
    first = (
        _("Kiện toàn %(teams)s gồm các ông, bà có tên trong danh sách kèm theo Quyết định này.")
        if order.is_renewal
        else _(
            "Thành lập %(teams)s gồm các ông, bà có tên trong danh sách kèm theo Quyết định này."
        )
    )
    return Body(
        sections=(
            _section(1, first % words),
            _section(2, _("Tổ công nghệ số cộng đồng có nhiệm vụ:"), Items(items=_duties())),
            _section(
                3,
                _(
                    "Tổ làm việc theo kế hoạch hằng năm và việc giao hằng tháng của Ủy ban nhân dân"
                    " xã; tổ trưởng phân công thành viên và báo cáo hằng tháng."
                ),
            ),
            _in_force(is_renewal=order.is_renewal),
            Section(
                code="danh-sach",
                heading=_("Danh sách thành viên %(teams)s") % words,
                is_annex=True,
                typed=(_members(ask),),
            ),
        ),
        recipients=(_("Như Điều 4"), _("Thường trực Đảng ủy, HĐND xã")),
        bases=(_("Xét đề nghị của Văn phòng HĐND và UBND"),),
    )


def teams_named(ask: Ask) -> str:
    village = teams.order_of(ask.commune, ask.about).village
    if village:
        return _("Tổ công nghệ số cộng đồng %(village)s") % {"village": village}
    return _("các Tổ công nghệ số cộng đồng của %(commune)s") % {"commune": ask.commune.full_name}


def _members(ask: Ask) -> Typed:
    lines = (
        "; ".join((each.village, each.name, each.job, each.role))
        for each in teams.listed_members(ask.commune, ask.about, ask.today)
    )
    return Typed(
        code="thanh-vien",
        label=_("Thành viên, mỗi người một dòng"),
        help=_("Thôn; họ tên; nghề, đoàn thể; vai trò trong tổ. Thêm, bớt, đổi thứ tự tùy ý."),
        offered="\n".join(lines),
        columns=(
            Column(title=_("Thôn"), width=22),
            Column(title=_("Họ và tên"), width=28),
            Column(title=_("Nghề, đoàn thể"), width=26),
            Column(title=_("Vai trò trong tổ"), width=18),
        ),
    )


def _in_force(*, is_renewal: bool) -> Section:
    said = _(
        "Quyết định này có hiệu lực từ ngày ký. Chánh Văn phòng HĐND và UBND, các phòng, đơn vị,"
        " trưởng các thôn và các ông, bà có tên trong danh sách chịu trách nhiệm thi hành Quyết"
        " định này."
    )
    replaced = Typed(
        code="thay-the",
        label=_("Quyết định bị thay thế (số, ngày)"),
        lead=_("Quyết định này thay thế: "),
    )
    return Section(
        code="dieu-4",
        heading="",
        blocks=(_article(4, said),),
        typed=(replaced,) if is_renewal else (),
    )


def _section(number: int, text: str, *more: Block) -> Section:
    return Section(code=f"dieu-{number}", heading="", blocks=(_article(number, text), *more))


def _article(number: int, text: str) -> Block:
    return Paragraph(lead=_("Điều %(number)d. ") % {"number": number}, text=text)


def _duties() -> tuple[str, ...]:
    return (
        _("Đến từng hộ nói về chủ trương, kế hoạch, sự kiện, kết quả chuyển đổi số."),
        _("Chính quyền số: giúp người dân nộp hồ sơ trực tuyến, liên hệ với cơ quan nhà nước."),
        _("Kinh tế số: giúp mua bán trên mạng, đưa sản phẩm lên sàn, thanh toán không tiền mặt."),
        _("Xã hội số: chỉ kỹ năng số, khám bệnh từ xa, học tập, phòng chống lừa đảo."),
        _("Thu thập ý kiến, nhu cầu của người dân, chuyển đến nơi có trách nhiệm."),
        _("Lập kế hoạch năm, việc từng tháng; báo cáo kết quả."),
    )
