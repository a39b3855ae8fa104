"""`xaso device enroll|revoke`: a phone is invited or shut from the machine itself."""

from __future__ import annotations

import argparse
from typing import Any
from uuid import UUID

from xaso.config.environment import setting

from .answers import Answer, BadInput
from .prepare import actor_named, commune_by_code, prepare_database


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "verb", choices=("enroll", "revoke"), metavar="enroll|revoke", help="cấp mã, báo mất"
    )
    parser.add_argument(
        "who", metavar="AI|MÁY", help="tên đăng nhập của người dùng máy; hoặc mã, tên máy báo mất"
    )
    parser.add_argument("--commune", required=True, metavar="MÃ", help="mã xã, ví dụ 02923")
    parser.add_argument("--reason", default="", metavar="VÌ SAO", help="mất thế nào (báo mất)")
    parser.add_argument("--actor", metavar="TÊN", help="tên đăng nhập của người làm")


def run(options: argparse.Namespace) -> Answer:
    prepare_database()
    from django.core.exceptions import ValidationError

    from xaso.core.postgres.context import commune_context

    commune = commune_by_code(options.commune)
    with commune_context(commune):
        actor = actor_named(options.actor, commune)
        try:
            return (_enroll if options.verb == "enroll" else _revoke)(options, actor)
        except ValidationError as error:
            raise BadInput("refused", " ".join(error.messages)) from error


def _enroll(options: argparse.Namespace, actor: Any) -> Answer:
    from django.urls import reverse
    from django.utils import timezone

    from xaso.core.people.models import Account
    from xaso.core.sync.actions import invite

    name = options.who.strip().lower()
    account = Account.objects.of(actor.commune).filter(username=name).first()
    if account is None:
        raise BadInput("unknown_username", f"Không có tài khoản nào tên {options.who}.")
    invitation, code = invite(actor=actor, account_id=account.pk, at=timezone.now())
    base = (setting("XASO_URL") or "").rstrip("/")
    link = f"{base}{reverse('field:app')}#{code}" if base else None
    ends_at = timezone.localtime(invitation.ends_at)
    lines = [f"Mã ghi danh máy của {account.full_name}: {code}"]
    if link:
        lines.append(f"Mở trên điện thoại: {link}")
    lines.append(f"Dùng cho một máy, hết hạn lúc {ends_at:%H:%M}.")
    data = {"username": name, "code": code, "link": link, "ends_at": ends_at.isoformat()}
    return Answer(data, "\n".join(lines))


def _revoke(options: argparse.Namespace, actor: Any) -> Answer:
    from django.utils import timezone

    from xaso.core.sync.actions import report_lost

    if not options.reason.strip():
        raise BadInput("no_reason", "Ghi máy mất thế nào: --reason.")
    device = _device(options.who, actor)
    report_lost(actor=actor, device_id=device.pk, reason=options.reason, at=timezone.now())
    data = {"device": str(device.pk), "label": device.label, "stored": device.stored}
    return Answer(data, f"Đã báo mất {device.label}. Những gì máy gửi từ giờ được để riêng.")


def _device(said: str, actor: Any) -> Any:
    from xaso.core.sync.models import Device

    rows = Device.objects.of(actor.commune)
    try:
        found = list(rows.filter(pk=UUID(said)))
    except ValueError:
        found = list(rows.filter(label=said))
    if not found:
        raise BadInput("unknown_device", f"Không có máy nào tên {said}.")
    if len(found) > 1:
        raise BadInput("many_devices", f"Có {len(found)} máy tên {said}; ghi mã máy.")
    return found[0]
