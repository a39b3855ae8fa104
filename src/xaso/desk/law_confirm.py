"""A person compares a rule or a text with what was published, and ticks it."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import Http404
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from xaso.core.law import actions
from xaso.core.law.models import LegalRule, LegalText
from xaso.core.pages.whole import WholeForm, WholePage
from xaso.core.ui.fields import VietnameseDateField


class TickedForm(WholeForm):
    """The tick is asked last and goes no further: it stands for the person's word."""

    checked = forms.BooleanField(
        label=_("Tôi đã đối chiếu với bản công bố chính thức"),
        error_messages={"required": _("Đối chiếu với bản công bố rồi đánh dấu ô này.")},
    )

    def entry_of(self, name: str) -> str:
        """The tick stands for every word of the form: not one of them changes beneath it."""
        return "checked"

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        given.pop("checked", None)
        return given


class RuleForm(TickedForm):
    value = forms.CharField(label=_("Giá trị trong văn bản"), max_length=120)

    field_order = ("value", "checked")


class TextForm(TickedForm):
    title = forms.CharField(
        label=_("Tên văn bản"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Viết như sau số ký hiệu: về công tác văn thư."),
    )
    issued_on = VietnameseDateField(label=_("Ngày ban hành"))
    effective_from = VietnameseDateField(label=_("Hiệu lực từ ngày"))
    effective_to = VietnameseDateField(
        label=_("Hết hiệu lực sau ngày"),
        required=False,
        help_text=_("Để trống nếu còn hiệu lực."),
    )

    field_order = ("title", "issued_on", "effective_from", "effective_to", "checked")

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        begin: date | None = given.get("effective_from")
        end: date | None = given.get("effective_to")
        if begin and end and end < begin:
            raise ValidationError({"effective_to": _t("Ngày hết phải sau ngày bắt đầu.")})
        return given


class ConfirmRule(WholePage):
    right = "law.confirm"
    form_class = RuleForm
    action = actions.confirm_rule
    submit_label = _("Xác minh")
    done_message = _("Đã xác minh quy định.")
    template_name = "desk/law/confirm.html"

    @cached_property
    def rule(self) -> LegalRule:
        """By the name of the rule and its first day: addresses here count no rows."""
        try:
            day = date.fromisoformat(self.kwargs["day"])
        except ValueError as error:
            raise Http404 from error
        rows = LegalRule.objects.select_related("legal_text")
        return rows.get(code=self.kwargs["code"], effective_from=day)

    def belongs_to(self) -> LegalRule:
        return self.rule

    def given(self) -> dict[str, Any]:
        return {"rule_id": self.rule.pk, "at": timezone.now()}

    def get_initial(self) -> dict[str, Any]:
        return {"value": self.rule.value}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        text = self.rule.legal_text
        source = f"{text.name}. {self.rule.article}" if text else _t("Mức do phần mềm đặt.")
        unit = _t("Đơn vị: %(unit)s") % {"unit": self.rule.unit} if self.rule.unit else ""
        context = super().get_context_data(
            cancel_url=self._back(), back_words=_t("Quy định chưa xác minh"), **kwargs
        )
        return {**context, "title": self.rule.subject, "lead": source, "unit": unit}

    def next_url(self, result: LegalRule) -> str:
        return self._back()

    def _back(self) -> str:
        return f"{reverse('desk:rules')}?loc=chua"


class ConfirmText(WholePage):
    right = "law.confirm"
    form_class = TextForm
    action = actions.confirm_text
    submit_label = _("Xác minh văn bản này")
    done_message = _("Đã xác minh văn bản. Văn bản của xã dẫn được căn cứ này.")
    template_name = "desk/law/confirm.html"

    @cached_property
    def text(self) -> LegalText:
        return LegalText.objects.get(pk=self.kwargs["code"])

    def belongs_to(self) -> LegalText:
        return self.text

    def given(self) -> dict[str, Any]:
        return {"code": self.text.pk}

    def get_initial(self) -> dict[str, Any]:
        return {
            name: getattr(self.text, name) for name in TextForm.base_fields if name != "checked"
        }

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(
            cancel_url=self.next_url(None), back_words=self.text.number, **kwargs
        )
        title = f"{self.text.kind} {self.text.number}"
        return {**context, "title": title, "lead": self.text.note}

    def next_url(self, result: Any) -> str:
        return reverse("desk:law_text", args=[self.text.pk])
