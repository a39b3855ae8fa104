"""The five "rõ" on one page, in the order people say them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from xaso.core.pages.changes import ChangeForm
from xaso.core.rights.roles import all_roles
from xaso.core.ui.fields import NumberField, VietnameseDateField
from xaso.core.units.models import Commune, Village
from xaso.modules.plans.models import (
    EvidenceKind,
    Plan,
    Priority,
    Recurrence,
    SourceKind,
    Target,
    TaskState,
)
from xaso.modules.plans.queries.people import people_who_may

from .fields import LineField, PersonField, PillarField, UploadsField, capital

SHORT = {"class": "short"}


@dataclass(frozen=True)
class Section:
    heading: str | Promise
    fields: list[BoundField]
    is_folded: bool
    is_open: bool


class TaskFieldsForm(forms.Form):
    """Everything an officer may say about a task. `SECTIONS` names the order on the page."""

    title = LineField(
        label=_("Việc phải làm"),
        max_length=200,
        help_text=_("Bắt đầu bằng động từ: Lắp…, Vận động…, Báo cáo…"),
    )
    product = LineField(
        label=_("Sản phẩm, kết quả"),
        max_length=500,
        required=False,
        help_text=_("Thứ cầm được khi xong, ví dụ: 12 nhà văn hóa có wifi chạy được"),
    )
    lead = PersonField(
        label=_("Người chủ trì"), required=False, empty_label=_("Chưa chọn người chủ trì")
    )
    lead_role = forms.ChoiceField(label=_("Hoặc giao thẳng cho các thôn"), required=False)
    coworkers_text = forms.CharField(label=_("Đơn vị phối hợp"), max_length=500, required=False)
    lead_unit_text = forms.CharField(
        label=_("Đơn vị chủ trì như trong văn bản"), max_length=300, required=False
    )
    due_date = VietnameseDateField(label=_("Hạn"), required=False)
    due_note = forms.CharField(
        label=_("Ghi chú về hạn"),
        max_length=200,
        required=False,
        help_text=_("Ví dụ: báo cáo trước buổi giao ban"),
    )
    recurrence = forms.ChoiceField(
        label=_("Lặp lại"),
        required=False,
        choices=lambda: [("", _("Chỉ làm một lần")), *capital(Recurrence.choices)],
    )
    recurrence_day = forms.IntegerField(
        label=_("Ngày trong tháng"),
        required=False,
        min_value=1,
        max_value=31,
        widget=forms.TextInput(attrs={"inputmode": "numeric", **SHORT}),
        help_text=_("Chỉ ghi khi việc lặp lại vào một ngày nhất định"),
    )
    recurrence_until = VietnameseDateField(
        label=_("Lặp lại đến hết ngày"),
        required=False,
        help_text=_("Để trống: lặp lại cho đến khi hủy"),
    )
    evidence_kind = forms.ChoiceField(
        label=_("Minh chứng phải nộp"),
        required=False,
        choices=lambda: capital(EvidenceKind.choices),
        widget=forms.RadioSelect,
    )
    evidence_count = forms.IntegerField(
        label=_("Số lượng ít nhất"),
        min_value=1,
        max_value=999,
        widget=forms.TextInput(attrs={"inputmode": "numeric", **SHORT}),
    )
    follower = PersonField(
        label=_("Lãnh đạo theo dõi, nghiệm thu"),
        required=False,
        empty_label=_("Chưa chọn lãnh đạo"),
    )
    plan = forms.ModelChoiceField(
        Plan.objects.none(),
        label=_("Kế hoạch"),
        required=False,
        empty_label=_("Ngoài kế hoạch"),
    )
    target = forms.ModelChoiceField(
        Target.objects.none(),
        label=_("Phục vụ chỉ tiêu"),
        required=False,
        empty_label=_("Không gắn chỉ tiêu"),
    )
    pillar = PillarField(empty=_("Theo chỉ tiêu, hoặc chưa rõ"), required=False)
    plan_position = forms.CharField(
        label=_("Vị trí trong kế hoạch"),
        max_length=120,
        required=False,
        help_text=_("Ví dụ: CT số 5 PL I; P.III mục 2.1"),
    )
    source_kind = forms.ChoiceField(
        label=_("Việc từ đâu"), choices=lambda: capital(SourceKind.choices)
    )
    source_number = forms.CharField(
        label=_("Số, ký hiệu văn bản giao"), max_length=60, required=False
    )
    source_date = VietnameseDateField(label=_("Ngày văn bản"), required=False)
    source_issuer = forms.CharField(label=_("Cơ quan giao"), max_length=160, required=False)
    source_clause = forms.CharField(label=_("Mục, điều, khoản"), max_length=120, required=False)
    priority = forms.TypedChoiceField(
        label=_("Ưu tiên"),
        choices=lambda: capital(Priority.choices),
        coerce=int,
        widget=forms.RadioSelect,
    )
    budget_million = NumberField(
        label=_("Kinh phí (triệu đồng)"), required=False, max_digits=12, decimal_places=3
    )

    SECTIONS: Sequence[tuple[str | Promise, tuple[str, ...], bool]] = (
        (_("Rõ việc"), ("title", "product"), False),
        (_("Rõ người"), ("lead", "lead_role", "coworkers_text"), False),
        (_("Các thôn phải làm"), ("all_villages", "villages", "expected_per_village"), True),
        (_("Rõ thời gian"), ("due_date",), False),
        (_("Lặp lại, ghi chú về hạn"), ("recurrence", "recurrence_day", "recurrence_until",
                                      "due_note"), True),
        (_("Rõ sản phẩm"), ("evidence_kind", "evidence_count"), False),
        (_("Rõ trách nhiệm"), ("follower",), False),
        (_("Chỗ đứng trong kế hoạch"), ("plan", "target"), False),
        (_("Trụ cột, vị trí trong kế hoạch"), ("pillar", "plan_position"), True),
        (_("Văn bản giao việc"), ("source_kind", "source_number", "source_date", "source_issuer",
                                  "source_clause", "scan"), True),
        (_("Thêm: ưu tiên, kinh phí, đơn vị"), ("priority", "budget_million", "lead_unit_text"),
         True),
    )  # fmt: skip

    def __init__(self, *args: Any, commune: Commune, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._put_choices(commune, today)

    def sections(self) -> list[Section]:
        """A folded section opens by itself when something in it is said already, or wrong."""
        found = []
        for heading, names, is_folded in self.SECTIONS:
            fields = [self[name] for name in names if name in self.fields]
            if fields:
                is_open = any(field.errors or _is_said(field) for field in fields)
                found.append(Section(heading, fields, is_folded, is_open))
        return found

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("lead") and cleaned.get("lead_role"):
            self.add_error(
                "lead_role", _t("Chọn một người chủ trì, hoặc giao các thôn; không chọn cả hai.")
            )
        return cleaned

    def _put_choices(self, commune: Commune, today: date) -> None:
        fields: dict[str, Any] = self.fields
        if "lead" in fields:
            fields["lead"].queryset = people_who_may(commune, "plans.work", today)
            fields["lead_role"].choices = village_roles()
        if "follower" in fields:
            fields["follower"].queryset = people_who_may(commune, "plans.accept", today)
        plans = Plan.objects.of(commune).exclude(state=Plan.State.KET_THUC)
        fields["plan"].queryset = plans.order_by("-year", "title")
        targets = Target.objects.of(commune).exclude(plan__state=Plan.State.KET_THUC)
        fields["target"].queryset = targets.order_by("-plan__year", "order", "code")


class DraftForm(TaskFieldsForm):
    villages = forms.ModelMultipleChoiceField(
        Village.objects.none(),
        label=_("Các thôn phải làm"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    all_villages = forms.BooleanField(label=_("Tất cả các thôn"), required=False)
    expected_per_village = NumberField(
        label=_("Số mỗi thôn phải đạt"),
        required=False,
        max_digits=18,
        decimal_places=4,
        help_text=_("Để trống nếu thôn không phải đạt con số nào"),
    )
    scan = UploadsField(
        label=_("Bản quét văn bản"),
        required=False,
        many=False,
        help_text=_("PDF hoặc ảnh, tối đa 10 MB"),
    )

    def _put_choices(self, commune: Commune, today: date) -> None:
        super()._put_choices(commune, today)
        villages: Any = self.fields["villages"]
        villages.queryset = (
            Village.objects.of(commune).filter(closed_at=None).order_by("name_folded", "pk")
        )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.pop("all_villages", False):
            villages: Any = self.fields["villages"]
            cleaned["villages"] = villages.queryset
        _take_from_target(cleaned)
        cleaned["year"] = _year_of(cleaned)
        return cleaned


class EditTaskForm(ChangeForm, TaskFieldsForm):
    """`state` and `may_assign` say what of the task is fixed already."""

    def __init__(self, *args: Any, state: str, may_assign: bool, **kwargs: Any) -> None:
        self.fixed: set[str] = set()
        if state != TaskState.NHAP:
            self.fixed = {
                "due_date", "recurrence", "recurrence_day", "evidence_kind", "evidence_count",
            }  # fmt: skip
            self.fixed |= set() if may_assign else {"lead", "lead_role", "follower"}
        super().__init__(*args, **kwargs)

    def _put_choices(self, commune: Commune, today: date) -> None:
        for name in self.fixed:
            del self.fields[name]
        super()._put_choices(commune, today)


def _is_said(field: BoundField) -> bool:
    """The usual answers do not count."""
    return field.name not in {"source_kind", "priority"} and bool(field.value())


def village_roles() -> list[tuple[str, str | Promise]]:
    roles = [(role.code, role.label) for role in all_roles().values() if role.reach == "village"]
    return [("", _("Không, một người chủ trì")), *roles]


def _take_from_target(cleaned: dict[str, Any]) -> None:
    """Who names the target need not name its plan and pillar again."""
    target = cleaned.get("target")
    if target:
        cleaned["plan"] = target.plan
        cleaned["pillar"] = cleaned.get("pillar") or target.pillar


def _year_of(cleaned: dict[str, Any]) -> int:
    due, plan = cleaned.get("due_date"), cleaned.get("plan")
    if plan:
        return int(plan.year)
    return int(due.year) if due else timezone.localdate().year
