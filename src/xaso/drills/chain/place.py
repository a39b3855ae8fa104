"""One installation of the chain: a real one, with its server and a hand inside it."""

from __future__ import annotations

import json
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from typing import Any

from xaso.drills.ground import Ground

INSIDE = "xaso.drills.chain.inside"


class HandGone(Exception):
    """The process died while it was asked; drills mean it to."""


class Place:
    def __init__(self, ground: Ground, code: str) -> None:
        self.ground, self.code = ground, code
        self._hand: subprocess.Popen[str] | None = None

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.ground.server.port}"

    def ask(self, question: str, **said: Any) -> Any:
        hand = self._hand = self._hand or self._new_hand()
        if hand.stdin is None or hand.stdout is None:
            raise HandGone
        hand.stdin.write(json.dumps({"ask": question, **said}) + "\n")
        hand.stdin.flush()
        line = hand.stdout.readline()
        if not line:
            self.rest()
            raise HandGone(f"{question}: {self._last_words()}")
        return json.loads(line)

    def _last_words(self) -> str:
        log = self.ground.folder / "inside.log"
        return log.read_text("utf-8", "replace")[-1500:] if log.exists() else ""

    def rest(self) -> None:
        """The process that did the work ends; the next question starts another."""
        hand, self._hand = self._hand, None
        if hand is None:
            return
        if hand.stdin is not None:
            hand.stdin.close()
        hand.wait(20)
        if hand.stdout is not None:
            hand.stdout.close()

    def keep(self, to: Path) -> None:
        """A backup while everything runs."""
        here = sqlite3.connect(self.ground.database, timeout=30)
        with closing(here) as line, closing(sqlite3.connect(to)) as copy:
            line.backup(copy)

    def let_an_hour_pass(self) -> None:
        """As far as it knows when each machine was last heard."""
        with closing(sqlite3.connect(self.ground.database, timeout=30)) as line, line:
            line.execute("UPDATE sync_device SET last_contact_at = '2026-01-01 00:00:00'")

    def bring_back(self, kept: Path) -> None:
        """The database file of then is put in the place of today's, by hand."""
        self.rest()
        self.ground.server.stop()
        database = self.ground.database
        for path in database.parent.glob(f"{database.name}*"):
            if path.suffix != ".sqlite3" or path == database:
                path.unlink()
        database.write_bytes(kept.read_bytes())
        self.ground.serve()

    def _new_hand(self) -> subprocess.Popen[str]:
        log = (self.ground.folder / "inside.log").open("ab")
        with log:
            return subprocess.Popen(  # noqa: S603  our own program
                [sys.executable, "-m", INSIDE, self.code],
                env=self.ground.env,
                cwd=self.ground.folder,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=log,
                text=True,
            )
