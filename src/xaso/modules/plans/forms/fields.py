"""Fields the forms about plans share."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db import models
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from xaso.core.files.actions import MOST_BYTES
from xaso.core.files.kinds import IMAGE, kind_of
from xaso.core.people.models import Account
from xaso.modules.plans.given import Upload
from xaso.modules.plans.lists import pillars


def capital(choices: Iterable[tuple[Any, Any]]) -> list[tuple[Any, str]]:
    """Words of a list as the first words of a line."""
    return [(value, capfirst(str(label))) for value, label in choices]


class PersonField(forms.ModelChoiceField):  # type: ignore[type-arg]
    def __init__(self, **kwargs: Any) -> None:
        super().__init__(queryset=Account.objects.none(), **kwargs)

    def label_from_instance(self, person: models.Model) -> str:
        post = getattr(person, "job_title", "") or getattr(person, "unit_name", "")
        return f"{person} – {post}" if post else str(person)


class LineField(forms.CharField):
    """One sentence in a box that is large enough to read it."""

    def __init__(self, *, rows: int = 2, **kwargs: Any) -> None:
        shape = {"rows": rows, "class": "low"} if rows < 3 else {"rows": rows}
        kwargs.setdefault("widget", forms.Textarea(attrs=shape))
        super().__init__(**kwargs)

    def clean(self, value: Any) -> str:
        return " ".join(str(super().clean(value)).split())


class LinesField(forms.CharField):
    """A list typed one to a line."""

    widget = forms.Textarea(attrs={"rows": 2, "class": "low"})

    def clean(self, value: Any) -> list[str]:
        lines = (" ".join(line.split()) for line in super().clean(value).splitlines())
        return [line for line in lines if line]


class PillarField(forms.ChoiceField):
    def __init__(self, *, empty: str | Promise = "", **kwargs: Any) -> None:
        kwargs.setdefault("label", _("Trụ cột"))
        super().__init__(choices=lambda: self._labels(empty), **kwargs)

    @staticmethod
    def _labels(empty: str | Promise) -> list[tuple[str, str | Promise]]:
        labels: list[tuple[str, str | Promise]] = [
            (pillar.code, pillar.label) for pillar in pillars().values()
        ]
        return [*([("", empty)] if empty else []), *labels]


class ManyFilesInput(forms.ClearableFileInput):
    allow_multiple_selected = True


class UploadsField(forms.FileField):
    """Several files at once. Each is looked at by its content; trouble is said with its name."""

    def __init__(self, *, photos_only: bool = False, many: bool = True, **kwargs: Any) -> None:
        self.photos_only = photos_only
        kwargs["widget"] = ManyFilesInput(attrs={"multiple": many})
        super().__init__(**kwargs)

    def clean(self, data: Any, initial: Any = None) -> list[Upload]:
        given: Sequence[Any] = data if isinstance(data, list | tuple) else [data]
        files = [
            file for file in (super(UploadsField, self).clean(each) for each in given) if file
        ]
        if self.required and not files:
            raise ValidationError(self.error_messages["required"], code="required")
        return _read(files, photos_only=self.photos_only)


def _read(files: Iterable[UploadedFile[Any]], *, photos_only: bool) -> list[Upload]:
    found, troubles = [], []
    for file in files:
        upload = Upload(str(file.name), file.read())
        trouble = _trouble(upload, photos_only=photos_only)
        if trouble:
            troubles.append(f"{upload.name}: {trouble}")
        found.append(upload)
    if troubles:
        raise ValidationError(troubles)
    return found


def _trouble(upload: Upload, *, photos_only: bool) -> str:
    if len(upload.content) > MOST_BYTES:
        return _t("tệp lớn hơn 10 MB. Nén nhỏ lại rồi gửi.")
    try:
        kind = kind_of(upload.content)
    except ValidationError as error:
        return " ".join(error.messages)
    return _t("không phải ảnh JPG hoặc PNG.") if photos_only and kind != IMAGE else ""
