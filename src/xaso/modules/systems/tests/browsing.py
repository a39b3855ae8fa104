"""A file sent by somebody at a browser."""

from __future__ import annotations

from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from .files import LEVEL_2
from .workbooks import by_village

HOME = "/ban-do-phan-mem/"
OCTOBER = {"as_of": "2026-10-31", "take": LEVEL_2}
"""As the page posts the day of the numbers and the one that is taken."""


def upload(content: bytes, name: str = "dinh-danh.xlsx") -> dict[str, Any]:
    return {"file": SimpleUploadedFile(name, content)}


def send(browser: Any, system: Any, content: bytes | None = None, **more: Any) -> Any:
    path = f"{HOME}{system.pk}/nhap-tep/"
    return browser.post(path, upload(content or by_village(), **more), follow=True)
