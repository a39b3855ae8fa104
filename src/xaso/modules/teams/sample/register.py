"""Who is in the teams of the sample, and the decisions about them."""

from __future__ import annotations

from datetime import datetime, timedelta

from xaso.core.edits import wanted
from xaso.core.people.models import Account
from xaso.core.sample.story import Story
from xaso.modules.teams import actions
from xaso.modules.teams.models import Member, MemberRole, Team
from xaso.modules.teams.months import month_of

FOUNDED, RENEWED = -240, -60
WITHOUT = 3
"""So many villages, the last by their key, have no team yet."""
SPEAKS = {
    "mau-son": "hmn", "phin-mau": "hmn", "mau-thuong": "hmn", "khe-mau": "ium", "mau-tay": "ium",
    "ban-mau": "pcc", "mau-ha": "tyz", "na-mau": "hmn", "suoi-mau": "hmn",
}  # fmt: skip
OTHERS = (
    ("Giàng Thị Chía", "nu", "1996_2005", "DOAN", ("VNEID2", "KNANG", "ANTOAN")),
    ("Lù Thị Pàng", "nu", "1986_1995", "PHU_NU", ("BHYT", "HSSK", "TKTT")),
    ("Hoàng Văn Quyền", "nam", "1986_1995", "GIAO_VIEN", ("DVCTT", "HOC", "KNANG")),
    ("Tẩn Thị Mẩy", "nu", "1976_1985", "Y_TE", ("HSSK", "KCB", "BHYT")),
    ("Vàng Văn Dín", "nam", "1996_2005", "KINH_DOANH", ("QR", "TMDT", "TKTT")),
)
TO_RENEW = "khe-mau"
RENEWED_ONE = "na-mau"


def with_team(story: Story) -> list[str]:
    return sorted(story.villages)[:-WITHOUT]


def register_of(story: Story) -> None:
    story.at(FOUNDED, "08:30", lambda at: _found(story, at))
    story.at(RENEWED, "09:10", lambda at: _renew(story, at))
    story.at(FOUNDED, "10:30", lambda at: _allow(story, at))
    story.at(-12, "15:40", lambda at: _call(story))
    story.at(-30, "16:00", lambda at: _train(story, at))


def _found(story: Story, at: datetime) -> None:
    minh, day = story.people["minh"], at.date() - timedelta(days=4)
    for number, key in enumerate(with_team(story)):
        village = story.villages[key]
        team = actions.found_team(
            actor=minh, village_id=village.pk, number="42/QĐ-UBND", day=day, at=at
        )
        _head(story, team, key, at)
        for place in range(2 + number % 3):
            name, gender, born, job, skills = OTHERS[(number + place) % len(OTHERS)]
            actions.add_member(
                actor=minh,
                team_id=team.pk,
                full_name=name,
                role=MemberRole.DEPUTY if place == 0 else MemberRole.MEMBER,
                gender=gender,
                birth_band=born,
                job=job,
                skills=list(skills),
                languages=["vi", SPEAKS[key]] if key in SPEAKS else ["vi"],
                from_date=day,
                phone=f"0900 000 {number:02}{place}",
                is_phone_open=place == 1,
                at=at,
            )


def _head(story: Story, team: Team, key: str, at: datetime) -> None:
    account = Account.objects.get(pk=story.people[key].account_id)
    actions.add_member(
        actor=story.people["minh"],
        team_id=team.pk,
        full_name=account.full_name,
        role=MemberRole.HEAD,
        account_id=account.pk,
        job="TRUONG_THON",
        skills=["VNEID2", "DVCTT", "PAKN"],
        languages=["vi", SPEAKS[key]] if key in SPEAKS else ["vi"],
        has_allowance=True,
        from_date=team.founded_date,
        at=at,
    )


def _allow(story: Story, at: datetime) -> None:
    actions.decide_allowance(
        actor=story.people["minh"],
        first_month=month_of(at.date()),
        head_vnd=300_000,
        deputy_vnd=None,
        member_vnd=None,
        least_days=15,
        needs_report=False,
        basis="Nghị quyết mẫu của Hội đồng nhân dân xã",
        at=at,
    )


def _renew(story: Story, at: datetime) -> None:
    """One team loses the youngest, who went away to work."""
    team = _team(story, RENEWED_ONE)
    there = Member.objects.filter(team=team, to_date=None)
    stays = there.exclude(role=MemberRole.DEPUTY).values_list("pk", flat=True)
    actions.renew_team(
        actor=story.people["minh"],
        team_id=team.pk,
        number="118/QĐ-UBND",
        day=at.date(),
        stays=list(stays),
        at=at,
    )


def _call(story: Story) -> None:
    actions.call_renewal(
        actor=story.people["minh"],
        team_id=_team(story, TO_RENEW).pk,
        reason="Tổ phó đi làm xa, tổ chỉ còn người không dùng điện thoại thông minh.",
    )


def _train(story: Story, at: datetime) -> None:
    """After the class of the month: heads and deputies of the first villages."""
    rows = Member.objects.of(story.commune).filter(to_date=None).exclude(role="thanh_vien")
    keys = [story.villages[key].pk for key in with_team(story)[:11]]
    for member in rows.filter(team__village__in=keys).order_by("pk"):
        changes = wanted(member, trained_date=at.date())
        actions.edit_member(
            actor=story.people["minh"], member_id=member.pk, changes=changes, at=at
        )


def _team(story: Story, key: str) -> Team:
    return Team.objects.of(story.commune).get(village=story.villages[key])
