"""Phiếu khóa: the key and the way back, for an officer without training at a bare PC."""

from __future__ import annotations

import io
import json
import secrets
from pathlib import Path
from typing import Any

import segno
from django.utils.translation import gettext as _

from xaso.core.papers.pdf import PdfUnavailable, pdf_available
from xaso.core.papers.typesetting import Setting, typeset
from xaso.core.papers.widths import FONTS
from xaso.lib.key_text import halves, write_key

from .keys import BackupKey
from .way_back import steps

TEMPLATES = Path(__file__).parent / "templates"


def key_sheet(key: BackupKey, *, in_halves: bool = False, place_name: str = "") -> bytes:
    """One A4, or two of which one alone opens nothing. Each call makes new halves; any pair of one call fits."""
    if not pdf_available():
        raise PdfUnavailable(
            _("Máy này chưa cài phần tạo PDF. Cài thêm phần PDF rồi in lại phiếu khóa.")
        )
    papers = _halves(key) if in_halves else [_whole(key)]
    sheet = {**_common(key, in_halves), "where": _where(place_name), "papers": papers}
    data = json.dumps(sheet, ensure_ascii=False)
    return typeset(Setting(TEMPLATES / "key_sheet.typ", FONTS, data, name="sheet"), "pdf")[0]


def _whole(key: BackupKey) -> dict[str, Any]:
    return {
        "title": _("PHIẾU KHÓA SAO LƯU"),
        "lead": _("Có phiếu này và một bản sao lưu là mở được mọi dữ liệu của xã."),
        "groups": write_key(key.secret),
        "qr": _qr(key.line),
        "expert": _("Cho kỹ thuật viên: tệp sao lưu là tar khóa bằng age, mở được bằng dòng này."),
        "line": key.line,
    }


def _halves(key: BackupKey) -> list[dict[str, Any]]:
    leads = (
        (_("PHIẾU KHÓA SAO LƯU: NỬA 1"), _("Cần cả nửa 2. Một nửa không mở được gì.")),
        (_("PHIẾU KHÓA SAO LƯU: NỬA 2"), _("Cần cả nửa 1. Một nửa không mở được gì.")),
    )
    return [
        {
            "title": title,
            "lead": lead,
            "groups": groups,
            "qr": _qr(" ".join(groups)),
            "expert": "",
            "line": "",
        }
        for (title, lead), groups in zip(
            leads, halves(key.secret, secrets.token_bytes), strict=True
        )
    ]


def _common(key: BackupKey, in_halves: bool) -> dict[str, Any]:
    keep = (
        _("Hai người giữ hai nửa, cất ở hai nơi. Không chụp ảnh, không gửi qua mạng.")
        if in_halves
        else _(
            "Cất trong két của xã, thêm một bản ở nơi khác. Không chụp ảnh, không gửi qua mạng."
        )
    )
    return {
        "title": _("Phiếu khóa sao lưu"),
        "number_label": _("Số khóa"),
        "number": key.number,
        "qr_label": _("Quét thay cho gõ"),
        "signs": _(
            "14 nhóm, mỗi nhóm 5 ký tự. Không có số 0, số 1 và các chữ O, I, L. Gõ thường hay hoa "
            "đều được; gõ sai nhóm nào, phần mềm chỉ đúng nhóm đó."
        ),
        "steps_title": _("Khôi phục khi máy hỏng, mất hoặc cháy"),
        "steps": steps(key_number=key.number, in_halves=in_halves),
        "notes": [
            keep,
            _("Mất phiếu này và mất cả máy thì không ai mở được bản sao lưu, kể cả người làm ra."),
        ],
        "blanks": [
            _("Người in"),
            _("Ngày in"),
            _("Nơi cất"),
            _("Người giữ ký"),
        ],
    }


def _where(place_name: str) -> str:
    return _("Xã: %(place)s") % {"place": place_name or "." * 60}


def _qr(text: str) -> str:
    drawn = io.BytesIO()
    segno.make(text, error="m").save(drawn, kind="svg", border=1, xmldecl=False)
    return drawn.getvalue().decode()
