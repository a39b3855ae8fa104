"""`xaso upstream join|send|status|leave` at the commune, `xaso upstream invite` at the province."""

from __future__ import annotations

import argparse
import sys
from typing import Any

from .answers import FINDING, Answer, BadInput
from .prepare import actor_named, commune_by_code, prepare_database

VERBS = {
    "join": "nối lên tỉnh: ĐỊA CHỈ và MÃ do tỉnh đọc",
    "send": "gửi ngay những gì mới",
    "status": "xem đường lên tỉnh",
    "leave": "thôi nối",
    "invite": "ở tỉnh: cấp mã nối cho máy chủ của một xã",
}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    helps = "; ".join(f"{name}: {what}" for name, what in VERBS.items())
    parser.add_argument("verb", choices=VERBS, metavar="|".join(VERBS), help=helps)
    parser.add_argument("words", nargs="*", metavar="ĐỊA CHỈ MÃ | MÃ XÃ")
    parser.add_argument("--commune", metavar="MÃ", help="mã xã; bỏ trống khi máy chỉ có một xã")
    parser.add_argument(
        "--whole-province", action="store_true", help="máy gửi thay cả tỉnh (invite)"
    )
    parser.add_argument("--yes", action="store_true", help="không hỏi lại (leave)")
    parser.add_argument("--actor", metavar="TÊN", help="tên đăng nhập của người làm")


def run(options: argparse.Namespace) -> Answer:
    wanted = {"join": 2, "invite": 1}.get(options.verb, 0)
    if len(options.words) != wanted:
        raise BadInput("usage", "Lệnh hoặc tùy chọn chưa đúng. Xem: xaso upstream --help")
    prepare_database()
    from django.core.exceptions import ValidationError

    from xaso.core.postgres.context import commune_context

    commune = commune_by_code(options.commune) if options.commune else _only_commune()
    verbs = {"join": _join, "send": _send, "status": _status, "leave": _leave, "invite": _invite}
    with commune_context(commune):
        actor = actor_named(options.actor, commune)
        try:
            return verbs[options.verb](options, actor)
        except ValidationError as error:
            raise BadInput("refused", " ".join(error.messages)) from error


def _join(options: argparse.Namespace, actor: Any) -> Answer:
    from django.utils import timezone

    from xaso.core.upstream.joining import join

    address, code = options.words
    link = join(actor=actor, address=address, code=code, at=timezone.now())
    data = {"address": link.address, "hub": link.hub_name, "device": str(link.device)}
    return Answer(data, f"Đã nối lên {link.hub_name}. Máy tự gửi mỗi 15 phút.")


def _send(_options: argparse.Namespace, actor: Any) -> Answer:
    from django.utils import timezone

    from xaso.core.upstream.queries import standing_of
    from xaso.core.upstream.sending import send

    actor.must("upstream.connect")
    turn = send(actor.commune, timezone.now())
    found = standing_of(actor.commune)
    waiting = found.waiting if found else 0
    data: dict[str, Any] = {"through": turn.is_through, "waiting": waiting}
    data |= {"renewed": turn.renewed, "why": turn.text, "faults": turn.faults}
    text = "Tỉnh đã nhận đủ." if turn.is_through else f"{turn.text} Còn {waiting} mục chờ gửi."
    return Answer(data, text, 0 if turn.is_through else FINDING)


def _status(_options: argparse.Namespace, actor: Any) -> Answer:
    from django.utils import timezone

    from xaso.core.upstream.queries import standing_of

    actor.must("upstream.read")
    found = standing_of(actor.commune)
    if found is None:
        return Answer({"joined": False}, "Xã chưa nối lên tỉnh.")
    link = found.link
    heard = timezone.localtime(link.heard_at) if link.heard_at else None
    data = {
        "joined": True,
        "address": link.address,
        "hub": link.hub_name,
        "state": link.state,
        "heard_at": heard.isoformat() if heard else None,
        "waiting": found.waiting,
        "held": found.held,
        "refused": [{"key": row.key, "kind": row.kind, "text": row.text} for row in found.refused],
        "safe": found.safe,
        "why": link.reason,
    }
    lines = [
        f"Nối lên {link.hub_name}, {link.address}: {link.get_state_display()}.",
        f"Liên lạc gần nhất: {heard:%H:%M %d/%m/%Y}." if heard else "Chưa liên lạc lần nào.",
        f"Chờ gửi {found.waiting} mục, bị trả lại {len(found.refused)} mục.",
        *([link.reason] if link.reason else []),
    ]
    return Answer(data, "\n".join(lines), FINDING if link.reason else 0)


def _leave(options: argparse.Namespace, actor: Any) -> Answer:
    from xaso.core.upstream.actions import leave
    from xaso.core.upstream.queries import standing_of

    found = standing_of(actor.commune)
    waiting = found.waiting if found else 0
    question = f"Còn {waiting} mục tỉnh chưa nhận. Thôi nối? Gõ co để đồng ý: "
    if not options.yes and (options.json or not sys.stdin.isatty() or input(question) != "co"):
        raise BadInput(
            "not_sure", f"Còn {waiting} mục tỉnh chưa nhận. Thêm --yes nếu vẫn thôi nối."
        )
    leave(actor=actor)
    return Answer({"left": True, "waiting": waiting}, "Đã thôi nối lên tỉnh.")


def _invite(options: argparse.Namespace, actor: Any) -> Answer:
    from django.utils import timezone

    from xaso.core.upstream.actions import invite_node

    node, invitation, code = invite_node(
        actor=actor,
        unit_code=options.words[0],
        whole_province=options.whole_province,
        at=timezone.now(),
    )
    ends_at = timezone.localtime(invitation.ends_at)
    data = {"unit": node.unit_id, "code": code, "ends_at": ends_at.isoformat()}
    text = f"Mã nối của {node.unit.full_name}: {code}\nDùng một lần, hết hạn lúc {ends_at:%H:%M}."
    return Answer(data, text)


def _only_commune() -> Any:
    from xaso.core.units.models import Commune

    found = list(Commune.objects.filter(opened_at__isnull=False)[:2])
    if len(found) != 1:
        raise BadInput("which_commune", "Máy có nhiều xã hoặc chưa mở xã nào: ghi --commune MÃ.")
    return found[0]
