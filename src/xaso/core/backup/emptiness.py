"""Whether a folder is free for a restore, and the last step of one. Asks nothing of Django, which
would write into the folder."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

from xaso.lib.durable import put, sync_folder

DATABASE = "xaso.sqlite3"
UNDER_WAY = ".dang-khoi-phuc"
"""Where a restore works. One left behind was cut off: nothing in it is used, unless all was checked."""
CHECKED = "checked"
NOT_DATA = {"xaso.toml", "secret_key", "first_run_code", "static", "backups", "lost+found"}
"""What may lie in a data folder that still counts as empty: settings, keys, the backups themselves."""
NOT_DATA_ENDINGS = (".key", ".xaso", ".sha256")
STAYS = ("static", "backups")


def data_in(folder: Path) -> list[str]:
    """Names that say somebody's data is here."""
    if not folder.exists():
        return []
    return sorted(
        path.name
        for path in folder.iterdir()
        if path.name not in NOT_DATA and not path.name.startswith(".")
        if not path.name.endswith(NOT_DATA_ENDINGS)
    )


def finish_or_forget(folder: Path) -> None:
    """A restore that was cut off while it moved in is finished; any other is forgotten."""
    finish(folder)
    shutil.rmtree(folder / UNDER_WAY, ignore_errors=True)


def finish(folder: Path) -> None:
    """Not beside a database that has come meanwhile: that one is in use."""
    was_overtaken = (folder / UNDER_WAY / DATABASE).exists() and (folder / DATABASE).exists()
    if is_moving_in(folder) and not was_overtaken:
        move_in(folder)


def is_moving_in(folder: Path) -> bool:
    """All was checked: what still lies in the folder of work must not be thrown away."""
    return (folder / UNDER_WAY / CHECKED).exists()


def move_in(folder: Path) -> None:
    """Everything was checked: from the folder of work to its place, the database last."""
    work = folder / UNDER_WAY
    os.sync()  # thousands of files at once, far quicker than one by one
    put(work / CHECKED, b"")
    names = sorted(path.name for path in work.iterdir() if path.name not in {DATABASE, CHECKED})
    for name in [*names, DATABASE]:
        source, target = work / name, folder / name
        if not source.exists() or (name in STAYS and target.exists()):
            continue
        if target.is_dir():
            shutil.rmtree(target)
        source.replace(target)
    sync_folder(folder)
    shutil.rmtree(work)
