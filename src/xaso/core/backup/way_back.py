"""The way back, the same words on the key sheet, on the page to hang up and on the stick."""

from __future__ import annotations

from django.utils.translation import gettext as _

FOLDER = "xaso-sao-luu"
"""On a stick or disk; several communes may share one, so each key has its own folder in it."""
NOTE = "CACH-KHOI-PHUC.txt"


def folder_name(key_number: str) -> str:
    return f"khoa-{key_number}"


def steps(*, key_number: str, in_halves: bool = False, newest: str = "") -> list[dict[str, str]]:
    """`newest` is the name of the backup to take, where it is known."""
    typed = (
        _("Máy hỏi khóa: gõ 14 nhóm của nửa 1, rồi 14 nhóm của nửa 2 (tắt bộ gõ tiếng Việt).")
        if in_halves
        else _("Máy hỏi khóa: gõ 14 nhóm trên phiếu theo thứ tự (tắt bộ gõ tiếng Việt).")
    )
    return [
        _step(
            _(
                "Cài Xã Số lên một máy khác: chép cả thư mục chương trình vào, mở cửa sổ lệnh ở thư "
                "mục đó, gõ make setup. Chưa mở xã, chưa chạy gì. Các bước sau, máy không biết lệnh "
                "xaso thì gõ đường dẫn đầy đủ, ví dụ /home/xa/xaso/.venv/bin/xaso."
            )
        ),
        _step(
            _(
                "Cắm USB sao lưu, mở thư mục %(top)s, rồi thư mục %(folder)s. Tệp %(note)s trong "
                "đó ghi tên bản mới nhất."
            )
            % {"top": FOLDER, "folder": folder_name(key_number), "note": NOTE}
        ),
        _step(
            _("Mở cửa sổ lệnh ở thư mục đó, gõ dòng sau:")
            if newest
            else _("Mở cửa sổ lệnh ở thư mục đó, gõ dòng sau (thay TÊN-TỆP bằng tên tệp):"),
            f"xaso restore {newest}" if newest else _("xaso restore TÊN-TỆP.xaso"),
        ),
        _step(typed),
        _step(
            _("Đợi câu “Đã khôi phục … đối chiếu đủ và đúng 100 %”, rồi gõ:"),
            "xaso serve",
        ),
        _step(
            _(
                "Mọi người đăng nhập lại, mật khẩu như cũ. Mở trang Sức khỏe máy, chọn lại Nơi cất "
                "thứ hai, rồi bấm Sao lưu ngay."
            )
        ),
    ]


def _step(text: str, command: str = "") -> dict[str, str]:
    return {"text": text, "command": command}
