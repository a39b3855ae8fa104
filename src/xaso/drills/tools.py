"""Programs of the system that a drill borrows. Where one is missing the drill did not run."""

from __future__ import annotations

import os
import shutil
import subprocess

from .outcome import NotRun


def need(program: str, package: str = "") -> str:
    """Its path, or NotRun naming what to install."""
    path = shutil.which(program)
    if path is None:
        raise NotRun(f"{program} is not installed (package {package or program})")
    return path


def need_own_mounts() -> str:
    """`unshare` with a private mount namespace: needs root, and a machine that allows it."""
    unshare = need("unshare", "util-linux")
    if os.geteuid() != 0:
        raise NotRun("a private mount namespace needs root")
    tried = subprocess.run([unshare, "-m", "true"], capture_output=True, check=False)  # noqa: S603
    if tried.returncode:
        raise NotRun("this machine allows no private mount namespace")
    return unshare
