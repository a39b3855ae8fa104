"""The same walk over a bad line: `weaklink.py` of the folder XASO_WEAKLINK, as `xaso bench weak` does."""

from __future__ import annotations

import json
import os
import shlex
import subprocess
import sys
from pathlib import Path

from scripts.first_month.office import ROOT, opened
from xaso.drills.server import free_port


def over(profile: str, *, as_json: bool) -> int:
    tool = Path(os.environ.get("XASO_WEAKLINK", "")) / "weaklink.py"
    if not tool.exists():
        raise SystemExit("not run: XASO_WEAKLINK names no folder with weaklink.py")
    with opened() as (place, slips):
        kept, port = place.folder / "slips.json", free_port()
        kept.write_text(json.dumps(slips), "utf-8")
        serve = ["-m", "xaso", "serve", "--host", "0.0.0.0", "--port", str(port)]  # noqa: S104  inside the namespace
        walk = [
            "-m",
            "scripts.first_month",
            "--slips",
            str(kept),
            *(["--json"] if as_json else []),
        ]
        client = f"{shlex.join([sys.executable, *walk])} --at http://$WL_SERVER:{port}"
        return subprocess.run(
            [
                sys.executable,
                str(tool),
                *("--profile", profile, "--port", str(port), "--seed", "1"),
                *("--server", shlex.join([sys.executable, *serve])),
                *("--client", client),
            ],
            env=place.env,
            cwd=ROOT,
            check=False,
        ).returncode
