"""What begins when a person signs in: the clock of the lock, and the offer of what was kept."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import ngettext

from xaso.core.people.models import Account
from xaso.core.postgres.context import commune_context
from xaso.core.rights.signed_in import actor_for

from . import idle
from .kept import count_kept
from .owner import remember_token
from .typed import KEPT


def begin_session(sender: Any, request: Any, user: Account, **_more: Any) -> None:
    """Django says that somebody has just signed in, by whichever door."""
    with commune_context(user.commune_id):
        now = timezone.now()
        request.session[idle.BEGAN] = int(now.timestamp())
        idle.begin(request.session, actor_for(user), now, timezone.localdate())
        offer_kept(request, user)
    remember_token(request, user.pk)
    request.signed_in_as = user.pk


def offer_kept(request: HttpRequest, account: Account) -> None:
    """One line with a link; none for who is on the way to the kept form already."""
    asked = request.POST.get("next") or request.GET.get("next") or ""
    count = count_kept(account_id=account.pk, at=timezone.now())
    if not count or f"{KEPT}=" in asked or reverse("lock:kept-forms") in asked:
        return
    said = ngettext(
        "Có %(count)d biểu mẫu anh chị gõ dở chưa gửi, phần mềm còn giữ.",
        "Có %(count)d biểu mẫu anh chị gõ dở chưa gửi, phần mềm còn giữ.",
        count,
    )
    see = f"see:{reverse('lock:kept-forms')}"
    messages.info(request, said % {"count": count}, extra_tags=see, fail_silently=True)
