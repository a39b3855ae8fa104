"""What only the installation may know: where it lies, who may read it, whether it has slipped out."""

from __future__ import annotations

import re
import stat
from collections.abc import Iterator
from pathlib import Path

from xaso.drills.ground import PASSWORD, Ground

SECRET_FILES = re.compile(r"key|secret|first_run_code|\.pem$|token|age", re.I)
LEAST = 12
OTHERS = stat.S_IRWXG | stat.S_IRWXO


def secrets_of(place: Ground) -> list[str]:
    """The words of every secret file, and of the accounts what may not be read from outside."""
    told = [path.read_text("utf-8", "replace").strip() for path in _secret_files(place)]
    words = {word for text in told for word in text.split() if len(word) >= LEAST}
    hashes = {row[0] for row in place.query("select password from people_account limit 5")}
    sessions = {row[0] for row in place.query("select session_data from django_session limit 5")}
    return sorted(words | hashes | sessions)


def secret_faults(text: str, secrets: list[str]) -> Iterator[str]:
    for secret in secrets:
        if secret in text:
            yield f"tells a secret ({secret[:4]}…)"
    if re.search(rf"{re.escape(PASSWORD)}|argon2\$", text):
        yield "tells a password"


def file_faults(place: Ground) -> list[str]:
    """Others who work on the same machine read nothing of ours."""
    data = place.data_dir
    faults = [
        f"{path.relative_to(data)} may be read by others"
        for path in _secret_files(place)
        if path.stat().st_mode & OTHERS
    ]
    if data.stat().st_mode & OTHERS:
        faults.append("the data folder is open to others")
    return faults


def _secret_files(place: Ground) -> list[Path]:
    return [
        path
        for path in sorted(place.data_dir.rglob("*"))
        if path.is_file() and SECRET_FILES.search(path.name) and "files" not in path.parts
    ]
