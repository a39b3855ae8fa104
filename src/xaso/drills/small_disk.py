"""A disk of a few megabytes under the data folder: a tmpfs in a mount namespace nobody else sees."""

from __future__ import annotations

import contextlib
import shutil
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

from .ground import Ground
from .tools import need, need_own_mounts

HOLD = 'mount -t tmpfs -o "size=$1" tmpfs "$2" && cp -a "$3/." "$2/" && touch "$4" && exec sleep 86400'
READY_WITHIN_S = 30.0


class SmallDisk:
    def __init__(self, place: Ground, holder: subprocess.Popen[bytes]) -> None:
        self.place = place
        self.view = Path(f"/proc/{holder.pid}/root{place.data_dir}")
        """The data folder as its files can be read from outside the namespace; SQLite cannot be
        opened here, it would follow the link back to our own folder."""

    def leave_room(self, size_bytes: int) -> None:
        """Fill the disk with a file of nobody's so that only this much is left."""
        free = shutil.disk_usage(self.view).free
        self._ballast().write_bytes(bytes(max(0, free - size_bytes)))

    def make_room(self) -> None:
        self._ballast().unlink()

    def copy_out(self) -> Path:
        """What lies on the disk, copied to where SQLite can open it."""
        there = self.place.folder / "seen"
        shutil.copytree(self.view, there)
        return there

    def free_bytes(self) -> int:
        return shutil.disk_usage(self.view).free

    def _ballast(self) -> Path:
        return self.view / "ballast"


@contextlib.contextmanager
def small_disk(place: Ground, spare_bytes: int) -> Iterator[SmallDisk]:
    """Moves the data folder of `place` onto a disk with that much to spare. Needs root."""
    unshare, nsenter = need_own_mounts(), need("nsenter", "util-linux")
    whole, sign = place.folder / "whole", place.folder / "mounted"
    place.data_dir.rename(whole)
    place.data_dir.mkdir()
    size = sum(path.stat().st_size for path in whole.rglob("*") if path.is_file())
    # Small files take a page each on tmpfs.
    room = size + 4096 * sum(1 for _ in whole.rglob("*")) + spare_bytes
    given = [str(room), str(place.data_dir), str(whole), str(sign)]
    holder = subprocess.Popen(  # noqa: S603
        [unshare, "-m", "--propagation", "private", "sh", "-c", HOLD, "sh", *given],
        start_new_session=True,
    )
    try:
        _wait_for(sign, holder)
        place.wrapper = [nsenter, "-t", str(holder.pid), "-m", "--"]
        yield SmallDisk(place, holder)
        place.forget_server()
    finally:
        place.forget_server()
        holder.kill()
        holder.wait()


def _wait_for(sign: Path, holder: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + READY_WITHIN_S
    while not sign.exists():
        if holder.poll() is not None or time.monotonic() > deadline:
            raise RuntimeError("the small disk could not be mounted")
        time.sleep(0.02)
