"""What several forms of this module ask in the same words."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from xaso.modules.indicators.proofs import Proof, Upload


class ProofForm(forms.Form):
    """Cleans into `proofs`; a form that proves something takes these three fields along."""

    document_number = forms.CharField(
        label=_("Số, ký hiệu văn bản"),
        required=False,
        max_length=200,
        help_text=_("Ví dụ 12/BC-CAX ngày 20/11/2026"),
    )
    link = forms.URLField(
        label=_("Đường dẫn"), required=False, max_length=500, assume_scheme="https"
    )
    file = forms.FileField(
        label=_("Tệp hoặc ảnh"),
        required=False,
        help_text=_("PDF, Word, Excel hoặc ảnh, không quá 10 MB"),
    )

    def take_proofs(self, cleaned: dict[str, Any]) -> list[Proof]:
        """Out of the cleaned fields, which the action does not know, into what it knows."""
        number, link = cleaned.pop("document_number", ""), cleaned.pop("link", "")
        file: UploadedFile[Any] | None = cleaned.pop("file", None)
        proofs = [Proof(document_number=number)] if number else []
        proofs += [Proof(url=link)] if link else []
        if file:
            proofs.append(Proof(upload=Upload(file.name or "", file.read())))
        return proofs
