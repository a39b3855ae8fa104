"""What every command does with its answer, whichever command it is."""

import os
import subprocess
import sys
from pathlib import Path


def test_whoever_reads_the_answer_may_stop_early():
    """`xaso … | head`: no traceback where the pipe has nobody at its other end."""
    reads, writes = os.pipe()
    os.close(reads)
    xaso = Path(sys.executable).parent / "xaso"

    with os.fdopen(writes, "wb") as pipe:
        done = subprocess.run(
            [xaso, "due", "--from", "2026-02-12T09:00", "--limit", "7", "--unit", "working_day"],
            stdout=pipe, stderr=subprocess.PIPE, text=True,
        )  # fmt: skip

    assert (done.returncode, done.stderr) == (0, "")
