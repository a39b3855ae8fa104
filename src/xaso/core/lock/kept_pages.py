"""Biểu mẫu gõ dở: what one's own half-typed forms say, back to their pages, or away with them."""

from __future__ import annotations

import re
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _t

from xaso.core.pages.addresses import own_address
from xaso.core.people.own_page import OwnPage, OwnTextPage
from xaso.core.ui.notices import tell

from .kept import Kept, all_kept, drop, open_kept

ROW_KEY = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")


class KeptForms(OwnTextPage):
    public = True
    template_name = "lock/kept_forms.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            title=_t("Biểu mẫu gõ dở"),
            kept_forms=all_kept(account_id=self.account.pk, at=timezone.now()),
            **kwargs,
        )


class OneKept(OwnPage):
    public = True

    @cached_property
    def found(self) -> Kept | None:
        key = str(self.kwargs["pk"])
        return open_kept(account_id=self.account.pk, key=key, at=timezone.now())

    @property
    def kept(self) -> Kept:
        if self.found is None:
            raise Http404
        return self.found


class KeptForm(OneKept, OwnTextPage):
    """Stands in for a page that cannot show a kept form: to read, to copy, to send as it was."""

    public = True
    template_name = "lock/kept_form.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if self.found is None:
            return render(request, "lock/gone.html", status=404)
        return super().get(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        fields = self.kept.typed.fields
        sent = [(name, value) for name, values in fields for value in values]
        return super().get_context_data(
            title=_t("Những gì anh chị đã gõ"),
            kept=self.kept,
            send_url=self.kept.send_url,
            words=[value for name, value in sent if name != "next" and _is_typed(value)],
            sent=sent,
            **kwargs,
        )


class DropKept(OneKept):
    public = True

    def post(self, request: HttpRequest, **_kwargs: Any) -> HttpResponse:
        drop(self.kept)
        tell(request, _t("Đã bỏ những gì gõ dở."))
        back = own_address(request, request.POST.get("next", ""))
        return redirect(back or "lock:kept-forms")


def _is_typed(value: str) -> bool:
    """Not a tick or the key of a row that was chosen from a list."""
    return bool(value.strip()) and value != "on" and not ROW_KEY.fullmatch(value)
