"""Filling in a page as a browser would: every field as it stands, then what the person changes."""

from __future__ import annotations

from typing import Any

import lxml.html
from django.http import HttpResponse

UPLOAD = "/ke-hoach/nhap-phu-luc/"
HEADER = ["TT", "Nhiệm vụ", "Chủ trì", "Phối hợp", "Thời gian", "Sản phẩm", "Ghi chú"]
WIFI = [1, "Lắp wifi nhà văn hóa", "Lan", "Công an xã", "30/12/2026", "Biên bản", ""]
DRIVE = [2, "Vận động dùng VNeID", "Các thôn", "", "15/12/2026", "Số hộ", ""]
VAGUE = [3, "Mua máy in", "Lan", "", "Theo kế hoạch của tỉnh", "Hóa đơn", ""]
ALWAYS = [4, "Đăng tin lên trang xã", "Lan", "", "Thường xuyên", "Đường dẫn bài", ""]
ROWS = [HEADER, WIFI, DRIVE, VAGUE, ALWAYS]


class Sheet:
    """The review of an annex, open in somebody's browser."""

    def __init__(self, client: Any, address: str) -> None:
        self.client, self.address = client, address
        self.page = client.get(address)

    @property
    def text(self) -> str:
        return _words(self._tree())

    @property
    def counter(self) -> str:
        (counter,) = self._tree().get_element_by_id("dem-so").itertext()
        return counter

    def press(self, name: str = "lam", value: str = "luu", **said: Any) -> HttpResponse:
        """The answer; what it leads to is then the open page."""
        answer = self.client.post(self.address, {**self.values(), **said, name: value})
        if answer.status_code == 302:
            self.address, self.page = answer.url.partition("#")[0], self.client.get(answer.url)
        else:
            self.page = answer
        return answer

    def values(self) -> dict[str, Any]:
        form = self._tree().get_element_by_id("xem-lai")
        values: dict[str, Any] = {}
        for name, value in form.form_values():
            values.setdefault(name, []).append(value or "")
        return values

    def row(self, index: int) -> str:
        return _words(self._tree().get_element_by_id(f"d{index}"))

    def name_of(self, label: str) -> str:
        """The field people call by that label."""
        (field,) = self._tree().xpath(f"//*[@aria-label='{label}']")
        return str(field.get("name"))

    def _tree(self) -> Any:
        return lxml.html.fromstring(self.page.content.decode())


def _words(part: Any) -> str:
    return " ".join(" ".join(part.itertext()).split())
