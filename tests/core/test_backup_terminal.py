"""An officer alone at a bare PC types the key from the sheet; a slip is named, and asked again."""

import os
import pty
import select
import subprocess
import sys
import time

import pytest

from conftest import MORNING
from tests.core.backups import without_key
from xaso.core.backup.keys import ensure_key
from xaso.core.backup.snapshot import make
from xaso.lib.key_text import halves, write_key

pytestmark = pytest.mark.django_db(transaction=True)
WITHIN_S = 60
ASKS = "Enter để thôi): "


@pytest.fixture
def stick(place, tmp_path, gia_phu):
    return without_key(make(at=MORNING).path, tmp_path / "usb")


@pytest.fixture
def secret(stick, place):
    return ensure_key(place).secret


def test_the_key_is_asked_until_it_is_right(stick, secret, tmp_path):
    groups = write_key(secret)

    said = typed_at_a_terminal(
        tmp_path / "new", stick, [[*groups[:-1], "AAAAA"], groups], until="đăng nhập lại"
    )

    assert "Lấy phiếu khóa sao lưu trong két" in said
    assert "Nhóm 14 (“AAAAA”)" in said
    assert "đối chiếu đủ và đúng 100 %" in said
    assert (tmp_path / "new").is_dir()


def test_two_people_type_one_half_each(stick, secret, tmp_path):
    first, second = halves(secret, os.urandom)

    said = typed_at_a_terminal(tmp_path / "new", stick, [first, second], until="đăng nhập lại")

    assert "Gõ thêm nửa thứ hai" in said
    assert (tmp_path / "new").is_dir()


def test_nothing_typed_ends_it_and_leaves_nothing(stick, tmp_path):
    said = typed_at_a_terminal(tmp_path / "new", stick, [[]], until="Lỗi:")

    assert "Lỗi: Chưa có khóa" in said
    assert not (tmp_path / "new").exists()


def typed_at_a_terminal(folder, backup, answers, until):
    # A bare PC: what was made on PostgreSQL comes back in the file of one commune as well.
    ours = ("XASO_", "DATABASE_URL")
    env = {name: value for name, value in os.environ.items() if not name.startswith(ours)}
    line, terminal = pty.openpty()
    with subprocess.Popen(
        [sys.executable, "-m", "xaso", "restore", str(backup)],
        env={**env, "XASO_STATIC": "plain", "XASO_DATA_DIR": str(folder)},
        stdin=terminal,
        stdout=terminal,
        stderr=terminal,
    ):
        os.close(terminal)
        said = ""
        for answer in answers:
            said += _read(line, ASKS)
            os.write(line, (" ".join(answer) + "\n").encode())
        said += _read(line, until)
    os.close(line)
    return said


def _read(line, until):
    said, deadline = b"", time.monotonic() + WITHIN_S
    while until.encode() not in said and time.monotonic() < deadline:
        if select.select([line], [], [], 0.5)[0]:
            try:
                said += os.read(line, 4096)
            except OSError:  # the other side has ended
                break
    return said.decode()
