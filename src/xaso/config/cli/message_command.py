"""`xaso message take`: a short message of a team, handed over by the program of the modem."""

from __future__ import annotations

import argparse
import sys
from datetime import datetime

from .answers import Answer, BadInput
from .prepare import actor_named, commune_by_code, prepare_database


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("verb", choices=("take",), metavar="take", help="nhận một tin nhắn")
    parser.add_argument("--commune", required=True, metavar="MÃ", help="mã xã, ví dụ 02923")
    parser.add_argument("--from", required=True, dest="sender", metavar="SỐ", help="số gửi")
    parser.add_argument("--sent-at", metavar="LÚC", help="gửi lúc, ví dụ 2026-11-24T08:00+07:00")
    parser.add_argument("--text", metavar="CHỮ", help="nội dung; bỏ trống: đọc từ đầu vào")


def run(options: argparse.Namespace) -> Answer:
    text = sys.stdin.read() if options.text is None else options.text
    prepare_database()
    from django.core.exceptions import ValidationError
    from django.utils import timezone

    from xaso.core.postgres.context import commune_context
    from xaso.modules.teams.public import take_message

    now = timezone.now()
    sent_at = _moment(options.sent_at) if options.sent_at else now
    commune = commune_by_code(options.commune)
    with commune_context(commune):
        actor = actor_named(None, commune)
        try:
            message = take_message(
                actor=actor, sender=options.sender, text=text, sent_at=sent_at, at=now
            )
        except ValidationError as error:
            raise BadInput("bad_message", " ".join(error.messages)) from error
    data = {"id": str(message.pk), "known": message.member_id is not None}
    return Answer(data, "Đã nhận tin. Xem ở trang Tin nhắn của tổ.")


def _moment(said: str) -> datetime:
    try:
        moment = datetime.fromisoformat(said)
    except ValueError as error:
        raise BadInput("bad_time", f"Không hiểu giờ gửi {said[:40]}.") from error
    if moment.tzinfo is None:
        raise BadInput("bad_time", "Giờ gửi phải có múi giờ, ví dụ +07:00.")
    return moment
