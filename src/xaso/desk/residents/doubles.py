"""Households that may stand twice: side by side, then merged, or told apart for good."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from django import forms
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from xaso.core.pages.pages import ActionPage, TextPage
from xaso.core.residents import actions
from xaso.core.residents.doubles import households_named, likely_doubles
from xaso.core.residents.languages import language_name
from xaso.core.residents.models import Household
from xaso.core.residents.names import name_seen
from xaso.core.residents.queries import reached
from xaso.core.rights.actor import Actor
from xaso.core.ui.templatetags.xaso import vn_date

from .lists import phone_word, village_title

SHOWN = 40


class Doubles(TextPage):
    right = "residents.edit"
    template_name = "desk/residents/doubles.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        pairs = likely_doubles(self.actor)
        rows = households_named(self.actor, pairs[:SHOWN])
        return super().get_context_data(
            title=_t("Hộ có thể ghi trùng"),
            count=len(pairs),
            more=max(len(pairs) - SHOWN, 0),
            lines=[
                (rows[one], rows[two], name_seen(self.actor, rows[one]))
                for one, two in pairs[:SHOWN]
            ],
            **kwargs,
        )


class KeepForm(forms.Form):
    """Which of the two stays."""

    keep = forms.ChoiceField(
        label=_("Giữ hộ nào"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Chọn hộ giữ lại.")},
        help_text=_("Hộ kia đóng và trỏ về hộ này; bỏ gộp được."),
    )

    def __init__(self, *args: Any, households: tuple[Household, Household], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.households = households
        self.fields["keep"].choices = [(row.code, row.code) for row in households]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if "keep" not in data:
            return data
        kept = next(row for row in self.households if row.code == data["keep"])
        other = next(row for row in self.households if row is not kept)
        return {"household_id": kept.pk, "other_code": other.code}


class OfTwo(ActionPage):
    right = "residents.edit"

    @cached_property
    def households(self) -> tuple[Household, Household]:
        rows = reached(self.actor).select_related("village", "cluster")
        return rows.get(pk=self.kwargs["pk"]), rows.get(pk=self.kwargs["other"])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        one, two = self.households
        return super().get_context_data(
            households=self.households,
            names=[name_seen(self.actor, row) for row in self.households],
            lines=_side_by_side(self.actor, one, two),
            cancel_url=reverse("desk:household_doubles"),
            **kwargs,
        )


class CompareHouseholds(OfTwo):
    right = "residents.edit"
    form_class = KeepForm
    template_name = "desk/residents/compare.html"
    action = actions.merge_households
    title = _("Hai hộ này có phải là một?")
    submit_label = _("Gộp làm một")
    done_message = _("Đã gộp. Hộ kia đã đóng và trỏ về hộ này; mở hộ ấy để bỏ gộp.")

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "households": self.households}

    def given(self) -> dict[str, Any]:
        return {"at": timezone.now()}

    def next_url(self, result: Household) -> str:
        return reverse("desk:household", args=[result.pk])


class TellApart(OfTwo):
    right = "residents.edit"
    template_name = "desk/residents/compare.html"
    action = actions.tell_apart
    title = _("Hai hộ khác nhau")
    submit_label = _("Đúng, hai hộ khác nhau")
    done_message = _("Đã ghi. Hai hộ này không còn hiện ở đây.")

    def given(self) -> dict[str, Any]:
        one, two = self.households
        return {"household_id": one.pk, "other_id": two.pk, "at": timezone.now()}

    def next_url(self, result: Household) -> str:
        del result
        return reverse("desk:household_doubles")


def _side_by_side(
    actor: Actor, one: Household, two: Household
) -> list[tuple[str, str, str, bool]]:
    """What it is, of the first, of the second, and whether they differ."""
    found = zip(_facts(actor, one), _facts(actor, two), strict=True)
    return [(label, left, right, left != right) for (label, left), (_l, right) in found]


def _facts(actor: Actor, row: Household) -> list[tuple[str, str]]:
    return [
        (_t("Họ tên chủ hộ"), name_seen(actor, row) or _t("đã xóa tên")),
        (_t("Thôn"), str(village_title(row.village))),
        (_t("Cụm dân cư"), row.cluster.name if row.cluster else _t("chưa rõ")),
        (_t("Số người"), _t("chưa rõ") if row.members_count is None else str(row.members_count)),
        (_t("Điện thoại thông minh"), str(phone_word(row.has_smartphone) or _t("chưa biết"))),
        (_t("Tiếng nói chính"), str(language_name(row.language) or _t("chưa rõ"))),
        (_t("Ghi ngày"), str(vn_date(row.made_at))),
        (_t("Đang dùng"), _t("đã đóng") if row.closed_at else _t("đang dùng")),
    ]
