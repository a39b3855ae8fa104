"""Báo cáo tháng, quý, 6 tháng, năm, chuyên đề: every sentence from data, each with the address of
the rows it counts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from xaso.core.papers.body import Body, Section
from xaso.core.papers.document import Block, FigureSentence, Items, Paragraph, Source
from xaso.desk.papers.kinds import Ask
from xaso.lib.numbers import NO_FIGURE, write_number
from xaso.modules.campaigns import public as campaigns
from xaso.modules.indicators import public as indicators
from xaso.modules.plans import public as plans

from .period_annexes import annexes
from .period_facts import Facts, read

MOST_CAUSES = 8
MOST_MOVES = 6
MOST_REASONS = 5
MOST_NAMES = 5


def period_report(ask: Ask) -> Body:
    facts = read(ask)
    return Body(
        sections=(
            Section(
                code="ket-qua",
                heading=_("I. KẾT QUẢ THỰC HIỆN"),
                blocks=(*_tasks(facts), *_targets(facts), *_drives(facts)),
            ),
            Section(
                code="so-sanh",
                heading=_("II. SO VỚI %(before)s") % {"before": facts.before_words.upper()},
                blocks=tuple(_comparison(facts)),
            ),
            Section(
                code="ton-tai",
                heading=_("III. TỒN TẠI VÀ NGUYÊN NHÂN"),
                blocks=tuple(_causes(facts)),
            ),
            Section(
                code="kien-nghi",
                heading=_("IV. KIẾN NGHỊ"),
                blocks=tuple(_proposals(facts)),
            ),
        ),
        annexes=annexes(facts),
        recipients=(
            _("UBND tỉnh (báo cáo)"),
            _("Thường trực Đảng ủy, HĐND xã"),
            _("Các phòng, đơn vị, các thôn"),
        ),
    )


def _tasks(facts: Facts) -> Iterator[Block]:
    now = facts.now
    if not now.is_known:
        yield Paragraph(text=_("Nhiệm vụ trong kỳ: %(unknown)s.") % {"unknown": NO_FIGURE})
        return
    source = Source(label=_("xem việc"), url=reverse("plans:plans"))
    words = {
        "given": now.given,
        "done": now.done,
        "on_time": now.done_on_time,
        "open": now.open_at_end,
        "late": now.late_at_end,
    }
    yield FigureSentence(
        text=_(
            "Trong kỳ giao %(given)s việc, hoàn thành %(done)s việc, trong đó %(on_time)s việc"
            " đúng hạn. Đến cuối kỳ còn %(open)s việc đang làm, %(late)s việc quá hạn."
        )
        % words,
        sources=(source,),
    )
    by_pillar = tuple(
        _("%(pillar)s: xong %(done)s việc, quá hạn %(late)s việc")
        % {"pillar": row.label, "done": row.done, "late": row.late}
        for row in now.by_pillar
        if row.done or row.late
    )
    if by_pillar and not facts.scope.pillar:
        yield Items(items=by_pillar)


def _targets(facts: Facts) -> Iterator[Block]:
    states = facts.states
    if not states:
        yield Paragraph(text=_("Kế hoạch chưa có chỉ tiêu."))
        return
    source = Source(label=_("xem chỉ tiêu"), url=reverse("indicators:targets"))
    words = {"all": len(states)} | {str(key): n for key, n in indicators.headline(states).items()}
    text = (
        _(
            "Theo kế hoạch, đạt %(met)s/%(all)s chỉ tiêu; %(on_track)s chỉ tiêu đúng tiến độ;"
            " %(at_risk)s chỉ tiêu có nguy cơ không đạt; %(gap)s chỉ tiêu chưa có số liệu."
        )
        % words
    )
    yield FigureSentence(text=text, sources=(source,))
    counted = [state for state in states if state.target.per_village and state.now.number]
    for state in counted:
        target = state.target
        yield FigureSentence(
            text=_("%(name)s: %(number)s theo số các thôn gửi đã duyệt, mức phải đạt %(target)s.")
            % {
                "name": target.name,
                "number": state.number_text,
                "target": write_number(target.target),
            },
            sources=(
                Source(label=target.code, url=reverse("indicators:target", args=[target.id])),
            ),
        )


def _drives(facts: Facts) -> Iterator[Block]:
    for drive in facts.drives:
        yield FigureSentence(
            text=_("Đợt ra quân “%(name)s”: xong %(done)s, chỉ tiêu %(target)s, %(words)s.")
            % {
                "name": drive.name,
                "done": write_number(drive.done if drive.reported else None),
                "target": _("chưa đặt") if drive.target is None else write_number(drive.target),
                "words": drive.words,
            },
            sources=(Source(label=drive.code, url=drive.url),),
        )


def _comparison(facts: Facts) -> Iterator[Block]:
    now, before = facts.now, facts.before
    yield FigureSentence(
        text=_(
            "Hoàn thành %(done)s việc (%(before)s: %(done_before)s); quá hạn cuối kỳ %(late)s"
            " việc (%(before)s: %(late_before)s)."
        )
        % {
            "before": facts.before_words,
            "done": _known(now, now.done),
            "done_before": _known(before, before.done),
            "late": _known(now, now.late_at_end),
            "late_before": _known(before, before.late_at_end),
        },
        sources=(),
    )
    moves = tuple(_moves(facts))
    if moves:
        yield Items(items=moves[:MOST_MOVES])
    elif any(state.now.number is not None for state in facts.states_before.values()):
        words = {"before": facts.before_words}
        yield Paragraph(text=_("Các chỉ tiêu chưa có thay đổi so với %(before)s.") % words)
    else:
        words = {"before": facts.before_words, "unknown": NO_FIGURE}
        yield Paragraph(text=_("Chỉ tiêu của %(before)s: %(unknown)s để so.") % words)


def _known(month: plans.Month, number: int) -> str:
    return write_number(number if month.is_known else None)


def _moves(facts: Facts) -> Iterator[str]:
    for state in facts.states:
        earlier = facts.states_before.get(state.target.id)
        if earlier is None or state.now.number is None or earlier.now.number is None:
            continue
        words = {
            "name": state.target.name,
            "before": earlier.number_text,
            "now": state.number_text,
        }
        if state.now.number > earlier.now.number:
            yield _("%(name)s: từ %(before)s lên %(now)s") % words
        elif state.now.number < earlier.now.number:
            yield _("%(name)s: từ %(before)s xuống %(now)s") % words


def _causes(facts: Facts) -> Iterator[Block]:
    if facts.red:
        yield _first_few(
            f"{row.task.title} ({row.task.lead_name}, {row.task.status}): {row.why}"
            for row in facts.red
        )
    elif facts.now.late_rows:
        yield _first_few(f"{card.title} ({card.lead_name})" for card in facts.now.late_rows)
    elif facts.now.is_known:
        yield Paragraph(text=_("Không có việc quá hạn ở cuối kỳ."))
    yield from _reasons(facts)
    missing = [state.target.name for state in facts.states if state.state == "gap"]
    if missing:
        yield FigureSentence(
            text=_missing(missing),
            sources=(Source(label=_("xem"), url=reverse("indicators:targets")),),
        )


def _first_few(lines: Iterable[str]) -> Items:
    """The annex has all of them."""
    told = tuple(lines)
    more = (_("và các việc khác, xem phụ lục"),) if len(told) > MOST_NAMES else ()
    return Items(items=(*told[:MOST_NAMES], *more))


def _missing(names: list[str]) -> str:
    """The annex has all of them; a paragraph of thirty names is read by nobody."""
    words = {"count": len(names), "names": "; ".join(names[:MOST_NAMES])}
    if len(names) <= MOST_NAMES:
        return _("Chưa có số liệu của %(count)s chỉ tiêu: %(names)s.") % words
    words["more"] = len(names) - MOST_NAMES
    return (
        _(
            "Chưa có số liệu của %(count)s chỉ tiêu: %(names)s và %(more)s chỉ tiêu khác,"
            " xem phụ lục."
        )
        % words
    )


def _reasons(facts: Facts) -> Iterator[Block]:
    """What the villages themselves said, the most frequent first."""
    if facts.reasons:
        told = _("Lý do các thôn nêu khi chưa làm được: %(reasons)s.")
        yield Paragraph(text=told % {"reasons": _counted(facts.reasons)})
    failed = _drive_reasons(facts)
    if failed:
        told = _("Lý do chưa xong trong các đợt ra quân: %(reasons)s.")
        yield Paragraph(text=told % {"reasons": _counted(failed)})


def _counted(reasons: tuple[tuple[str, int], ...]) -> str:
    return "; ".join(
        _("%(reason)s (%(count)s)") % {"reason": reason, "count": write_number(count)}
        for reason, count in reasons[:MOST_REASONS]
    )


def _drive_reasons(facts: Facts) -> tuple[tuple[str, int], ...]:
    return campaigns.drive_reasons(facts.ask.commune, facts.drives) if facts.drives else ()


def _proposals(facts: Facts) -> Iterator[Block]:
    lines = [f"{row.task.title}: {_lower(row.decide)}" for row in facts.red if row.decide][
        :MOST_CAUSES
    ]
    lines += [
        _("%(name)s: tập trung trong các tuần còn lại. %(why)s")
        % {"name": state.target.name, "why": state.why}
        for state in facts.states
        if state.state == "at_risk"
    ]
    counts: Counter[str] = Counter()
    for reason, count in (*facts.reasons, *_drive_reasons(facts)):
        counts[reason] += count
    lines += [campaigns.remedy(reason, count) for reason, count in counts.most_common(1)]
    if lines:
        yield Items(items=tuple(lines))
    else:
        yield Paragraph(text=_("Không có kiến nghị từ số liệu."))


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:]
