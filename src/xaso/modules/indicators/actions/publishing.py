from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from xaso.core.events.record import record
from xaso.core.rights.actor import Actor
from xaso.modules.indicators.models import Scoreboard
from xaso.modules.indicators.queries.scoreboard import (
    approved_lines,
    approved_round,
    board_content,
    newest_scoreboard,
)


@transaction.atomic
def publish_scoreboard(
    *,
    actor: Actor,
    pack_code: str,
    codes: Sequence[str],
    at: datetime,
    shows_villages: bool = False,
) -> Scoreboard:
    """Chosen items only, as approved at this moment; later numbers show once published anew."""
    actor.must("indicators.approve")
    found = approved_round(actor.commune, pack_code)
    if found is None:
        raise ValidationError(_("Chưa kỳ nào của bộ này được chủ tịch duyệt."))
    known = {line.code for line in approved_lines(found)}
    wanted = [code for code in dict.fromkeys(codes) if code in known]
    if not wanted or len(wanted) != len(set(codes)):
        raise ValidationError({"codes": _("Chọn ít nhất một mục đã có điểm được duyệt.")})
    board = Scoreboard.objects.create(
        commune=actor.commune,
        is_shown=True,
        pack_code=pack_code,
        codes=wanted,
        shows_villages=shows_villages,
        content=board_content(actor.commune, found, wanted, villages=shows_villages, at=at),
        entered_by_id=actor.account_id,
        entered_at=at,
    )
    record(
        "indicators.scoreboard.published",
        actor=actor,
        subject_id=board.pk,
        pack=pack_code,
        items=wanted,
        villages=shows_villages,
    )
    return board


@transaction.atomic
def withdraw_scoreboard(*, actor: Actor, at: datetime) -> Scoreboard:
    """The public page says that nothing is published; what was shown stays in the diary."""
    actor.must("indicators.approve")
    shown = newest_scoreboard(actor.commune)
    if shown is None or not shown.is_shown:
        raise ValidationError(_("Bảng điểm đang không công khai."))
    board = Scoreboard.objects.create(
        commune=actor.commune,
        is_shown=False,
        pack_code=shown.pack_code,
        codes=shown.codes,
        shows_villages=shown.shows_villages,
        entered_by_id=actor.account_id,
        entered_at=at,
    )
    record("indicators.scoreboard.withdrawn", actor=actor, subject_id=board.pk)
    return board
