"""At the province: what a commune's server may do, which is to report. The same list that holds back at the
commune holds back here."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import datetime
from functools import partial
from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from xaso.core.rights.actor import Actor
from xaso.core.sync.commands import Command, accept

from .actions import take_report
from .outgoing import MOST_SOURCES, OWN, NotAllowed, OutgoingKind, allowed

_HASH = re.compile(r"[0-9a-f]{64}")


class SourcesField(forms.Field):
    """Content hashes of what the report rests on."""

    def clean(self, value: Any) -> list[str]:
        found = value or []
        is_list = isinstance(found, list) and len(found) <= MOST_SOURCES
        if not is_list or not all(isinstance(e, str) and _HASH.fullmatch(e) for e in found):
            raise ValidationError(_t("Mã căn cứ không đúng dạng."))
        return list(found)


class ReportForm(forms.Form):
    key = forms.CharField(label=_("Về việc"), max_length=120)
    xa = forms.CharField(label=_("Xã báo"), max_length=5)
    gone = forms.BooleanField(label=_("Xã đã rút"), required=False)
    src = SourcesField(label=_("Căn cứ"), required=False)

    def __init__(self, data: Mapping[str, Any], kind: OutgoingKind) -> None:
        super().__init__(data)
        self._kind, self._said = kind, data
        for name, part in kind.fields.items():
            self.fields[name] = forms.Field(label=str(part.label), required=False)

    def clean(self) -> dict[str, Any]:
        """As it was said: nothing is turned into another spelling on the way."""
        body = {name: value for name, value in self._said.items() if name not in OWN}
        try:
            said = allowed(self._kind, body)
        except NotAllowed as error:
            raise ValidationError(_t("Nội dung không theo danh mục gửi lên tỉnh.")) from error
        found = self.cleaned_data
        return {"key": found.get("key"), "unit_code": found.get("xa"), "said": said,
                "is_gone": bool(found.get("gone"))}  # fmt: skip


def accept_reports(kind: OutgoingKind) -> None:
    run = partial(report, kind=kind)
    accept(Command(kind.kind, kind.version, form=form_of(kind), run=run, label=kind.label))


def form_of(kind: OutgoingKind) -> Callable[[Actor, Mapping[str, Any]], forms.Form]:
    def form(actor: Actor, data: Mapping[str, Any]) -> ReportForm:
        del actor
        return ReportForm(data, kind)

    return form


def report(*, kind: OutgoingKind, actor: Actor, at: datetime, made_as: UUID, **said: Any) -> Any:
    del at  # when it came in counts here, not the clock of another machine
    return take_report(actor=actor, item_id=made_as, kind=kind.kind, version=kind.version, **said)
