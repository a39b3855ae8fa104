"""A commune, its province and a level above: three real installations with their servers, one chain.

What a phone measured and the office wrote goes up two steps, over lost requests and replies, things sent
twice, a hub killed when it has stored and not answered, a node killed when it has numbered and not sent, and
databases brought back from older backups. Judged by a ledger of what was said below: all of it stands at the
top, once, as it was said last; and nothing of people has left the commune.
"""

from __future__ import annotations

import argparse
import random
import time
from collections import Counter
from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from xaso.drills.ground import GIA_PHU, ground
from xaso.drills.outcome import Outcome

from .faults import FATES
from .phone import KEPT_BELOW, PhoneBelow
from .place import HandGone, Place

NAME = "chain"
ABOUT = "xã, tỉnh và cấp trên nữa: ba máy chủ thật nối nhau, đứt, chết, khôi phục giữa chừng"
STEPS = 24
MIDDLE, TOP = "03037", "02647"
QUIET_ROUNDS = 4
FAULTS = (*(f"{fate} below" for fate in FATES), *(f"{fate} above" for fate in FATES),
          "middle restored", "bottom restored")  # fmt: skip


def run(options: argparse.Namespace) -> Outcome:
    began, steps = time.monotonic(), options.n or STEPS
    with ExitStack() as stack:
        chain = _Chain(stack, random.Random(options.seed))  # noqa: S311  repeatable
        stack.callback(chain.end)
        chain.begin()
        for number in range(1, steps + 1):
            chain.step(number)
        chain.quiet()
        return chain.judged(steps, options.seed, time.monotonic() - began)


class _Chain:
    def __init__(self, stack: ExitStack, chance: random.Random) -> None:
        self.chance = chance
        codes = (GIA_PHU, MIDDLE, TOP)
        self.bottom, self.middle, self.top = (
            Place(stack.enter_context(ground(sample=())), code) for code in codes
        )
        self.kept = Path(stack.enter_context(TemporaryDirectory(prefix="xaso-drill-kept-")))
        self.ledger: dict[str, tuple[str, str]] = {}
        self.ledger_then: dict[str, tuple[str, str]] = {}
        self.ever: set[str] = set()
        self.behind: dict[str, str] = {}
        """The survey a petition rests on, by the petition."""
        self.met: Counter[str] = Counter()
        self.faults: list[str] = []
        self.left: list[str] = []

    def begin(self) -> None:
        for place in (self.top, self.middle, self.bottom):
            place.ground.serve()
            place.ask("open_here")
        for below, above, unit, whole in (
            (self.middle, self.top, MIDDLE, True),
            (self.bottom, self.middle, GIA_PHU, False),
        ):
            code = above.ask("invite", unit=unit, whole=whole)
            below.ask("join", address=above.address, invitation=code)
        self.phone = PhoneBelow(self.bottom.ask("phone"), self.bottom.ground.server.port)
        self._change(0)
        self._up()
        for place in (self.bottom, self.middle):
            place.keep(self.kept / place.code)
        self.ledger_then = dict(self.ledger)

    def end(self) -> None:
        for place in (self.bottom, self.middle, self.top):
            place.rest()

    def step(self, number: int) -> None:
        """Something changes below, and one thing goes wrong; each kind comes before any comes twice."""
        self._change(number)
        if not self.left:
            self.left = self.chance.sample(FAULTS, len(FAULTS))
        fault = self.left.pop()
        self.met[fault] += 1
        what, _space, where = fault.rpartition(" ")
        if where == "restored":
            self._restore(self.middle if what == "middle" else self.bottom)
        elif where == "below":
            self._send(self.bottom, self.middle, what)
        else:
            self._send(self.bottom, self.middle)
            self._send(self.middle, self.top, what)
        if self.chance.random() < 0.5:
            self._up()

    def quiet(self) -> None:
        """The lines are good from now on."""
        for _round in range(QUIET_ROUNDS):
            self.phone.push()
            through = [self._send(self.bottom, self.middle), self._send(self.middle, self.top)]
            if all(through):
                return
        self.faults.append(f"after quiet: {through}")

    def judged(self, steps: int, seed: int, seconds: float) -> Outcome:
        at_top, at_middle = self.top.ask("stands"), self.middle.ask("stands")
        lost = [key for key in self.ledger if key not in at_top]
        stale = [
            f"{key}: {at_top[key].get(name)} stands, {value} was said last"
            for key, (name, value) in self.ledger.items()
            if key in at_top and at_top[key].get(name) != value
        ]
        strange = [key for key in at_top if key not in self.ever]
        apart = [key for key in at_middle if at_middle[key] != at_top.get(key)]
        heard = self.phone.heard()
        asked = {key for key in self.behind if key in self.ledger}
        untold = [key for key in asked if self.behind[key] not in heard]
        leak = [place.code for place in (self.middle, self.top) if _holds(place, KEPT_BELOW)]
        self.faults += stale[:5] + [f"no phone was told of {each}" for each in untold[:3]]
        return Outcome(
            drill=NAME,
            n=steps,
            seed=seed,
            seconds=seconds,
            lost=len(lost),
            dup=len(strange),
            leak=len(leak),
            faults=[*self.faults, *(f"{key} differs above" for key in apart[:5])],
            more={
                "said": len(self.ledger),
                "silent_overwrites": len(stale),
                "told_to_phones": len(heard),
                "faults_met": dict(sorted(self.met.items())),
            },
        )

    def _change(self, number: int) -> None:
        for what in ("plan", "figure"):
            self._note(self.bottom.ask("change", what=what, mark=number))
        place = self.phone.measure(number)
        if not self.phone.push():
            self.faults.append("the phone was not answered")
        said = self.bottom.ask("ask_operators", place=place, mark=number)
        self._note(said)
        self.behind[f"{GIA_PHU} {said[0]} {said[1]}"] = self.phone.surveys[place]

    def _note(self, said: list[str]) -> None:
        kind, key, name, value = said
        self.ledger[f"{GIA_PHU} {kind} {key}"] = (name, value)
        self.ever.add(f"{GIA_PHU} {kind} {key}")

    def _up(self) -> None:
        self._send(self.bottom, self.middle)
        self._send(self.middle, self.top)

    def _send(self, below: Place, above: Place, fate: str = "") -> bool:
        more: dict[str, Any] = {"fate": fate}
        process = above.ground.server.process
        if fate == "hub_killed" and process is not None:
            more |= {"hub_group": process.pid, "hub_database": str(above.ground.database)}
        try:
            return bool(below.ask("send", **more)["through"])
        except HandGone:
            return False
        finally:
            if not above.ground.server.is_alive():
                above.ground.serve()

    def _restore(self, place: Place) -> None:
        """As it was after the beginning. What the phone had sent since then it sends again."""
        place.bring_back(self.kept / place.code)
        (self.middle if place is self.bottom else self.top).let_an_hour_pass()
        if place is self.bottom:
            self.ledger = dict(self.ledger_then)
            self.phone.push()


def _holds(place: Place, text: str) -> bool:
    """Anywhere in the files of its database."""
    folder = place.ground.database.parent
    paths = folder.glob(f"{place.ground.database.name}*")
    return any(text.encode() in path.read_bytes() for path in paths)
