"""Trợ giúp: what people ask first, and whom to call."""

from __future__ import annotations

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from xaso.core.pages.pages import TextPage
from xaso.core.people.models import Account
from xaso.core.people.password_age import settings_of
from xaso.core.people.queries import holders_of


class Help(TextPage):
    public = True
    template_name = "portal/help.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            title=_("Trợ giúp"), admins=self._admins(), help_phone=self._help_phone(), **kwargs
        )

    def _admins(self) -> list[Account]:
        """Our own people are named to our own people only."""
        if self.actor is None:
            return []
        return list(holders_of(self.actor.commune, "quan_tri", timezone.localdate())[:3])

    def _help_phone(self) -> str:
        """The number the commune has chosen to be called at; nobody's own stands here."""
        return settings_of(self.actor.commune).help_phone if self.actor else ""
