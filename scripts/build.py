"""Everything the program needs beside its source: fonts, translations, licences, the field client, static files."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

SCRIPTS = Path(__file__).resolve().parent
LICENCES = SCRIPTS.parent / "src" / "xaso" / "licences.txt"


def main() -> int:
    for script in ("build_fonts.py", "compile_messages.py"):
        _run([sys.executable, str(SCRIPTS / script)])
    _run([sys.executable, "-m", "scripts.build_client"])
    _run([sys.executable, str(SCRIPTS / "components.py"), "--licences", str(LICENCES)])
    collect = ["-m", "django", "collectstatic", "--noinput", "--clear", "--verbosity", "0"]
    _run(
        [sys.executable, *collect, "--settings", "xaso.config.settings"],
        {"XASO_STATIC": "build"},
    )
    return 0


def _run(command: list[str], more: dict[str, str] | None = None) -> None:
    subprocess.run(command, check=True, cwd=SCRIPTS.parent, env={**os.environ, **(more or {})})


if __name__ == "__main__":
    sys.exit(main())
