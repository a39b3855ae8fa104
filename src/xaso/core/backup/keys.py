"""The key of the backups: made with the installation, printed once, looked for at a restore."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from django.utils.translation import gettext as _
from pyrage import x25519

from xaso.lib import bech32
from xaso.lib.codes import spoken_code
from xaso.lib.durable import put
from xaso.lib.key_text import WrongKeyText, read_secret

from .refusals import BackupRefused

KEY_FILE = "backup.key"
AGE_KIND = "age-secret-key-"
LONGEST_KEY_FILE = 10_000


@dataclass(frozen=True, repr=False)
class BackupKey:
    secret: bytes

    @property
    def line(self) -> str:
        """As age writes it: any age program opens the backups with this line."""
        return bech32.encode(AGE_KIND, self.secret).upper()

    @property
    def identity(self) -> x25519.Identity:
        return x25519.Identity.from_str(self.line)

    @property
    def recipient(self) -> x25519.Recipient:
        return self.identity.to_public()

    @property
    def number(self) -> str:
        """Tells keys apart without giving them away; stands on every key sheet."""
        return spoken_code(sha256(str(self.recipient).encode()).digest(), 6)


def ensure_key(data_dir: Path) -> BackupKey:
    """The installation's key; made the first time."""
    path = data_dir / KEY_FILE
    if not path.exists():
        save_key(BackupKey(os.urandom(32)), data_dir)
    return key_from_file(path)


def save_key(key: BackupKey, data_dir: Path) -> None:
    lines = [f"# Khoa sao luu Xa So, so {key.number}", f"# {key.recipient}", key.line, ""]
    put(data_dir / KEY_FILE, "\n".join(lines).encode())


def put_aside_other(key: BackupKey, data_dir: Path) -> None:
    """A key that is not `key` may be all that opens other backups: it gets a name of its own."""
    path = data_dir / KEY_FILE
    try:
        found = key_from_file(path)
    except BackupRefused:
        return
    if found != key:
        path.replace(path.with_name(f"backup-{found.number}.key"))


def key_from_file(path: Path) -> BackupKey:
    """A file of ours, of age, or the typed groups."""
    try:
        with path.open(encoding="utf-8") as file:
            return key_from_text(file.read(LONGEST_KEY_FILE))
    except (OSError, UnicodeDecodeError) as error:
        raise BackupRefused(
            "key_unreadable", _("Không đọc được tệp khóa %(path)s.") % {"path": path}
        ) from error


def key_from_text(text: str) -> BackupKey:
    """Groups of the key sheet, both halves of it, or a line of age."""
    lines = [line.strip() for line in text.splitlines() if not line.lstrip().startswith("#")]
    typed = " ".join(line for line in lines if line)
    try:
        if typed.lower().startswith(AGE_KIND):
            return BackupKey(bech32.decode(AGE_KIND, typed))
        return BackupKey(read_secret(typed))
    except WrongKeyText as error:
        raise BackupRefused("wrong_key_text", str(error)) from error
    except ValueError as error:
        raise BackupRefused(
            "wrong_key_text", _("Dòng AGE-SECRET-KEY có ký tự viết sai hoặc thiếu.")
        ) from error


def keys_for(file: Path, data_dir: Path, given: str = "") -> list[BackupKey]:
    """The text that was given counts alone; else the setting, the data folder, then files beside the
    backup."""
    if given:
        return [key_from_text(given)]
    if told := os.environ.get("XASO_BACKUP_KEY", ""):
        return [_told(told)]
    return [key_from_file(path) for path in _key_files(file, data_dir)]


def _told(text: str) -> BackupKey:
    path = Path(text).expanduser()
    return key_from_file(path) if _is_file(path) else key_from_text(text)


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except (OSError, ValueError):  # typed groups may be longer than any name of a file
        return False


def _key_files(file: Path, data_dir: Path) -> Iterator[Path]:
    if (data_dir / KEY_FILE).is_file():
        yield data_dir / KEY_FILE
    yield from sorted(data_dir.glob("backup-*.key"))
    yield from sorted(path for path in file.parent.glob("*.key") if path.is_file())
