"""How a member's number stands on a page: open with consent, else under a mask."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _

from xaso.core.privacy.masked import masked
from xaso.core.privacy.masks import is_masked, shown
from xaso.core.rights.actor import Actor

from .models import Member


def phone_text(actor: Actor | None, member: Member) -> str:
    is_own = actor is not None and member.account_id and member.account_id == actor.account_id
    return member.phone if member.is_phone_open or is_own else shown(actor, member, "phone")


def phone_shown(actor: Actor, member: Member) -> str:
    """With the button that leads under the mask, for those who may look."""
    text = phone_text(actor, member)
    if not is_masked(text):
        return text
    may_look = actor.may("privacy.reveal") and actor.may("teams.read")
    url = reverse("teams:phone", args=[member.pk]) if may_look else ""
    return masked(text, what=_("số điện thoại"), url=url)
