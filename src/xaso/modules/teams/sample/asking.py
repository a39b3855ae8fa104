"""What villages of the sample asked: answered, handed on, late; people who were helped or still wait."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from uuid import UUID

from xaso.core.sample.story import Story
from xaso.modules.teams import actions
from xaso.modules.teams.models import HelpRequest, Need

Step = Callable[[datetime], object]
NEEDS = (
    ("mau-son", -20, "nhu_cau", "12 hộ chưa có tài khoản ngân hàng, xin ngân hàng về bản một buổi.", 12),
    ("na-mau", -12, "phan_anh", "Chiều mưa là mất sóng cả cụm trên, gọi không được.", None),
    ("phin-mau", -6, "cau_hoi", "Người già không có điện thoại thì làm hồ sơ bảo hiểm ở đâu?", None),
    ("ban-mau", -2, "nhu_cau", "Xin một lớp nhận biết lừa đảo bằng tiếng Giáy.", 30),
)  # fmt: skip
ANSWER = (
    "Ngân hàng về nhà văn hóa thôn sáng thứ Bảy này. Bà con mang căn cước, xã có người phiên dịch."
)
HELP = (
    ("mau-son", -9, "BHYT", "hmn", "nhà đầu dốc, cạnh bể nước", "xong"),
    ("na-mau", -4, "VNEID2", "hmn", "nhà sàn gần cầu treo", ""),
    ("ban-mau", -2, "DVCTT", "pcc", "quán đầu thôn", "nhan"),
    ("phin-mau", -1, "TKTT", "hmn", "nhà cô giáo mầm non", ""),
)
PASSES_ON = (-3, -2, -1)


def asking_of(story: Story) -> None:
    for number, (key, day, kind, text, count) in enumerate(NEEDS):
        story.at(day, "10:15", _need(story, key, kind, text, count))
        if number < 2:
            story.at(day + 1, "09:00", _hand(story, text, 5 if number else 7))
    story.at(NEEDS[0][1] + 5, "15:30", _answer(story, NEEDS[0][3]))
    for key, day, service, language, where, end in HELP:
        story.at(day, "08:40", _ask(story, key, service, language, where))
        if end:
            story.at(day, "11:20", _take(story, key, where))
        if end == "xong":
            story.at(day + 1, "10:00", _finish(story, key, where))
    for day in PASSES_ON:
        story.at(day, "09:20", lambda at: _pass_on(story, at))


def _need(story: Story, key: str, kind: str, text: str, count: int | None) -> Step:
    village = story.villages[key]
    return lambda at: actions.add_need(
        actor=story.people[key],
        village_id=village.pk,
        kind=kind,
        text=text,
        households=count,
        at=at,
    )


def _hand(story: Story, text: str, days: int) -> Step:
    return lambda at: actions.hand_need(
        actor=story.people["minh"],
        need_id=Need.objects.of(story.commune).get(text=text).pk,
        owner_id=_lan(story),
        due_date=at.date() + timedelta(days=days),
        at=at,
    )


def _answer(story: Story, text: str) -> Step:
    return lambda at: actions.answer_need(
        actor=story.people["lan"],
        need_id=Need.objects.of(story.commune).get(text=text).pk,
        answer=ANSWER,
        at=at,
    )


def _ask(story: Story, key: str, service: str, language: str, where: str) -> Step:
    village = story.villages[key]
    return lambda at: actions.ask_help(
        actor=story.people["chi"],
        village_id=village.pk,
        service=service,
        language=language,
        where=where,
        channel="dien_thoai",
        at=at,
    )


def _take(story: Story, key: str, where: str) -> Step:
    return lambda at: actions.take_request(
        actor=story.people[key], request_id=_request(story, where).pk, at=at
    )


def _finish(story: Story, key: str, where: str) -> Step:
    return lambda at: actions.finish_help(
        actor=story.people[key],
        request_id=_request(story, where).pk,
        result="Đã tích hợp thẻ bảo hiểm, bà con tự mở được.",
        at=at,
    )


def _pass_on(story: Story, at: datetime) -> None:
    actions.pass_on_waiting(actor=story.people["minh"], at=at)


def _request(story: Story, where: str) -> HelpRequest:
    return HelpRequest.objects.of(story.commune).get(where=where)


def _lan(story: Story) -> UUID:
    found = story.people["lan"].account_id
    if found is None:
        raise LookupError("lan")
    return found
