"""`make run`: the sample communes, the accounts to try, and the server."""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
from pathlib import Path

XASO = str(Path(sys.executable).parent / "xaso")


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", default="8000")
    options = parser.parse_args()
    url = f"http://{options.host}:{options.port}"
    print("Đang dựng các xã mẫu, chừng vài phút…", flush=True)
    said = subprocess.run(
        [XASO, "demo", "--json"],
        stdout=subprocess.PIPE,
        check=False,
        env={**os.environ, "XASO_URL": url},
    )
    if said.returncode == 0:
        _show(json.loads(said.stdout), url)
    os.execv(XASO, [XASO, "serve", "--host", options.host, "--port", options.port])  # noqa: S606


def _show(demo: dict[str, list[dict[str, str]]], url: str) -> None:
    print(f"\nMở {url} rồi bấm “Vào vai …”, hoặc đăng nhập bằng một tài khoản mẫu:\n")
    for account in demo["accounts"]:
        print(f"  {account['username']:<22} {account['password']:<22} {account['role']}")
    print(flush=True)


if __name__ == "__main__":
    sys.exit(main())
