"""Why a backup or a restore does not go on, as a sentence the person at the machine can act on."""

from __future__ import annotations


class BackupRefused(Exception):
    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message


class BackupBroken(BackupRefused):
    """The file is not what was written: something in it changed or is missing."""
