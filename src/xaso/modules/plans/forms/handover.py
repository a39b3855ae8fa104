from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.text import capfirst
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from xaso.core.people.leaving import Keeper
from xaso.core.people.models import Account
from xaso.core.units.models import Commune
from xaso.modules.plans.models import HandoverItem
from xaso.modules.plans.queries.people import people_who_may

from .fields import LineField, PersonField

RIGHTS = {"nghiem_thu": "plans.accept", "chi_tieu": "plans.read"}


class HandoverForm(forms.Form):
    """One receiver for each group the person really holds; an empty one means the leader."""

    leader = PersonField(label=_("Lãnh đạo nhận những phần không có người nhận"))
    reason = LineField(
        label=_("Lý do"), max_length=200, help_text=_("Ví dụ: chuyển công tác từ 1/12/2026")
    )
    closes_account = forms.BooleanField(
        label=_("Khóa tài khoản cũ ngay lúc bàn giao"),
        required=False,
        initial=True,
        help_text=_("Bỏ đánh dấu khi người này vẫn làm ở xã, chỉ đổi việc"),
    )

    def __init__(
        self,
        *args: Any,
        commune: Commune,
        leaver: Account,
        counts: Mapping[str, int],
        kept: Sequence[tuple[Keeper, int]] = (),
        today: date,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["leader"].queryset = people_who_may(commune, "plans.accept", today).exclude(
            pk=leaver.pk
        )
        groups: list[tuple[str, Any, int, str]] = [
            (str(post), post.label, counts[post], RIGHTS.get(post, "plans.work"))
            for post in HandoverItem.Post
            if counts.get(post)
        ]
        groups += [(keeper.name, keeper.label, count, keeper.right) for keeper, count in kept]
        self.posts = [name for name, *_rest in groups]
        for name, label, count, right in groups:
            people = people_who_may(commune, right, today).exclude(pk=leaver.pk)
            fields[f"nhan_{name}"] = _receiver(label, count, people)
        self.order_fields([*(f"nhan_{post}" for post in self.posts), *fields])

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        cleaned["receivers"] = {post: cleaned.pop(f"nhan_{post}", None) for post in self.posts}
        return cleaned


def _receiver(label: Any, count: int, people: QuerySet[Account]) -> PersonField:
    field = PersonField(
        label=_t("%(post)s (%(count)s)") % {"post": capfirst(str(label)), "count": count},
        required=False,
        empty_label=_t("Để lãnh đạo nhận"),
    )
    field.queryset = people
    return field
