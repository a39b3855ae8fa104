"""Where a person begins: the first page of the settings the person may open."""

from __future__ import annotations

from django.conf import settings
from django.urls import reverse

from .actor import Actor


def first_page_of(actor: Actor | None) -> str:
    pages = [name for right, name in settings.XASO_FIRST_PAGES if actor and actor.may(right)]
    return reverse(pages[0] if pages else settings.LOGIN_REDIRECT_URL)
