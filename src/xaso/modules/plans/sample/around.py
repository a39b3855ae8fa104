"""What grows around the year's plan: a pattern of the commune's own, money, the morning reminders,
an explanation, a measuring drive that is still a draft."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from xaso.core.rights.actor import system_actor
from xaso.core.sample.story import Story
from xaso.modules.plans import actions
from xaso.modules.plans.models import Explanation, Plan
from xaso.modules.plans.queries.chasing import waiting_explanations

from .first_plan import chief_of

MONEY = (
    ("Wi-Fi và thiết bị nhà văn hóa", "ctmtqg", 180_000_000, (60_000_000, 75_000_000)),
    ("Tập huấn tổ công nghệ số cộng đồng", "ngan_sach_xa", 45_000_000, (18_500_000,)),
    ("Loa, bảng tin, áp phích", "xa_hoi_hoa", 20_000_000, (22_400_000,)),
    ("Máy quét, máy in một cửa", "ngan_sach_xa", 38_000_000, ()),
)
PATTERN = "Kế hoạch năm của xã (đã dùng)"


def around(story: Story) -> None:
    story.at(-40, "10:00", lambda at: _money(story, at))
    story.at(-6, "16:30", lambda at: _pattern(story, at))
    story.at(-2, "14:00", lambda at: _measuring(story, at))
    for day in (-4, -3, -2, -1, 0):
        story.at(day, "07:30", lambda at: _remind(story, at))
    story.at(0, "07:50", lambda at: _explain(story, at))


def _plan(story: Story) -> Plan | None:
    rows = Plan.objects.of(story.commune).filter(kind=Plan.Kind.NAM)
    return rows.order_by("-year", "pk").first()


def _money(story: Story, at: datetime) -> None:
    chief, plan = chief_of(story), _plan(story)
    for content, source, planned_vnd, paid in MONEY if plan else ():
        line = actions.add_budget_line(
            actor=chief, content=content, source=source, planned_vnd=planned_vnd, plan=plan
        )
        for number, amount_vnd in enumerate(paid, start=1):
            actions.add_spending(
                actor=chief,
                line_id=line.pk,
                on_date=at.date() - timedelta(days=30 * number),
                amount_vnd=amount_vnd,
                note=f"đợt {number}",
                at=at,
            )


def _pattern(story: Story, at: datetime) -> None:
    plan = _plan(story)
    if plan:
        actions.save_template(
            actor=chief_of(story),
            plan_id=plan.pk,
            name=PATTERN,
            help_text="Lập lại kế hoạch năm với các việc xã đã làm được.",
            at=at,
        )


def _measuring(story: Story, at: datetime) -> None:
    actions.use_template(
        actor=chief_of(story),
        code="i-speed",
        title="Đợt đo đủ 300 mẫu i-Speed",
        start=date(at.year + 1, 1, 5),
        villages=list(story.villages.values()),
        at=at,
    )


def _remind(story: Story, at: datetime) -> None:
    actions.send_reminders(actor=system_actor(story.commune), at=at)


def _explain(story: Story, at: datetime) -> None:
    """One of those who were asked has answered this morning."""
    people = {actor.account_id: actor for actor in story.people.values()}
    asked = (
        Explanation.objects.of(story.commune).filter(answered_at=None).order_by("asked_at", "pk")
    )
    first = next((each for each in asked if waiting_explanations(each.of_id).count() > 1), None)
    if first and first.of_id in people:
        actions.answer_explanation(
            actor=people[first.of_id],
            explanation_id=first.pk,
            answer="Hai thôn chưa gửi số liệu vì mất sóng. Tôi xuống tận nơi thứ Sáu này, xong trước giao ban.",
            at=at,
        )
