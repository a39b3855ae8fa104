"""The first page of a new installation: choose the commune, name its admin."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from xaso.core.pages.pages import TextPage, put_errors
from xaso.core.people.first_run import (
    forget_first_run_code,
    is_first_run,
    is_first_run_code,
    open_first_commune,
)
from xaso.core.people.usernames import chosen_username
from xaso.core.units.models import Commune, Province
from xaso.core.units.search import FoundCommune, search_communes

from .slip import slip_response

MOST_SHOWN = 120


class AdminForm(forms.Form):
    admin_full_name = forms.CharField(label=_("Họ và tên người quản trị"), max_length=80)
    username = forms.CharField(
        label=_("Tên đăng nhập"),
        max_length=40,
        required=False,
        help_text=_("Để trống: phần mềm đặt theo họ tên, ví dụ nguyen.thi.lan."),
        widget=forms.TextInput(attrs={"autocapitalize": "none", "spellcheck": "false"}),
    )

    def clean(self) -> dict[str, Any]:
        given = self.cleaned_data
        typed, name = given.get("username", ""), given.get("admin_full_name", "")
        return {**given, "username": chosen_username(typed, name)}


class StartPage(TextPage):
    """Open to whoever holds the code the program printed, and only until a commune is open."""

    public = True
    template_name = "desk/start.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not is_first_run():
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not self.has_code:
            return self.render_to_response({"title": _t("Bắt đầu"), "locked": True}, status=403)
        return super().get(request, *args, **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not self.has_code or self.commune is None:
            return self.render_to_response({"title": _t("Bắt đầu"), "locked": True}, status=403)
        form = AdminForm(request.POST)
        if form.is_valid():
            try:
                return self._open(form)
            except ValidationError as error:
                put_errors(form, error)
        return self.render_to_response(self.get_context_data(form=form), status=422)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        kwargs.setdefault("form", AdminForm())
        return super().get_context_data(
            title=_t("Bắt đầu dùng Xã Số"),
            code=self.code,
            typed=self.typed,
            province=self.province,
            provinces=Province.objects.filter(commune__isnull=False).distinct().order_by("pk"),
            commune=self.commune,
            found=self._found(),
            **kwargs,
        )

    @property
    def has_code(self) -> bool:
        return is_first_run_code(self.code)

    @property
    def code(self) -> str:
        return self.request.POST.get("ma") or self.request.GET.get("ma", "")

    @property
    def typed(self) -> str:
        return self.request.GET.get("q", "").strip()

    @property
    def province(self) -> str:
        return self.request.GET.get("tinh", "")

    @cached_property
    def commune(self) -> Commune | None:
        asked = self.request.POST.get("xa") or self.request.GET.get("xa", "")
        return Commune.objects.select_related("province").filter(pk=asked).first()

    def _found(self) -> list[FoundCommune]:
        if self.commune or not (self.typed or self.province):
            return []
        return search_communes(self.typed, province=self.province, limit=MOST_SHOWN)

    def _open(self, form: AdminForm) -> HttpResponse:
        assert self.commune is not None  # noqa: S101 - post() has looked
        _created, account, password = open_first_commune(
            commune_code=self.commune.pk, at=timezone.now(), **form.cleaned_data
        )
        forget_first_run_code()
        return slip_response(
            self.request, account, password or "", next_url=reverse("account_login")
        )
