"""One schedule: some dozen steps by chance, then quiet, then the judgement."""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from xaso.core.people.models import Account, RoleGrant
from xaso.core.sync.carrying_out import carry_out, left_to_carry_out
from xaso.core.sync.epochs import begin_epoch_after_restore
from xaso.core.sync.models import Device
from xaso.core.units.models import Commune
from xaso.drills.phone import Phone

from .ledger import Judged, Saved, judge
from .line import FATES, Line
from .province import Province
from .world import World, again, new_phone, new_world

BEGIN = datetime.fromisoformat("2026-11-24T08:00:00+07:00")
STEPS = 24
WITH_PROVINCE = 0.3
"""Of so many schedules the commune's own server reports upward, over a line as bad."""
QUIET_ROUNDS = 30
ADD = "residents.add_household"
SKEWS = (timedelta(), timedelta(days=2), timedelta(days=-2))


@dataclass(eq=False)
class Holder:
    """One person with a phone, and what the person believes stands in the records."""

    account: Account
    phone: Phone
    skew: timedelta
    seen: dict[tuple[str, str], Any] = field(default_factory=dict)
    last_change: dict[str, str] = field(default_factory=dict)
    forgotten: list[str] = field(default_factory=list)
    """Events in which the name was forgotten, to be put right."""


class Schedule:
    def __init__(self, commune: Commune, seed: int) -> None:
        self.chance = random.Random(seed)  # noqa: S311  repeatable
        self.mark, self.at = f"{seed}", BEGIN
        self.world: World = new_world(commune, BEGIN, self.mark)
        self.line = Line(self.chance)
        self.saved: dict[str, Saved] = {}
        self.faults: Counter[str] = self.line.faults
        self.holders = [
            self._holder(account) for account in self.world.people[: self.chance.choice((2, 3))]
        ]
        self.fates = self.chance.sample(FATES, 3)
        self.point: str | None = None
        self.names = 0
        self.province = self._province() if self.chance.random() < WITH_PROVINCE else None

    def run(self) -> Judged:
        for _step in range(STEPS):
            self.at += timedelta(minutes=self.chance.choice((1, 7, 60)))
            self._step()
        self._quiet()
        found = judge(self.saved.values(), was_restored="restored" in self.faults)
        if self.province is not None:
            found.add(self._above(self.province))
        return found

    def _province(self) -> Province:
        self.faults["province"] += 1
        return Province(self.world.commune, self.chance, BEGIN)

    def _above(self, province: Province) -> Judged:
        """What the commune said last stands at the province."""
        is_through = province.quiet(self.at)
        lost, stale = province.missed()
        said = [f"{key} is not at the province" for key in lost]
        said += [f"{key} is not the last word at the province" for key in stale]
        said += [] if is_through else ["the commune's server was not heard to the end"]
        return Judged(lost=len(lost) + (not is_through), silent_overwrites=len(stale), missed=said)

    @property
    def acked(self) -> int:
        return sum(holder.phone.received for holder in self.holders)

    def _step(self) -> None:
        holder = self.chance.choice(self.holders)
        steps = {
            self._write_new: 6,
            self._change: 8,
            self._correct: 2,
            self._give_up: 1,
            self._carry_out: 2,
            self._send: 10,
            self._lose_or_copy: 1,
            self._end_role: 1,
            self._keep_or_restore: 2,
            self._report: 3 if self.province else 0,
        }
        step = self.chance.choices(list(steps), list(steps.values()))[0]
        step(holder)

    def _holder(self, account: Account) -> Holder:
        skew = self.chance.choice(SKEWS)
        if skew:
            self.faults["clock"] += 1
        return Holder(account, new_phone(self.world.office, account.pk, BEGIN), skew)

    # What people do

    def _write_new(self, holder: Holder) -> None:
        self.names += 1
        name = f"Hộ mới {self.mark}-{self.names}"
        if self.chance.random() < 0.25:
            holder.forgotten.append(self._save_new(holder, ""))
        elif holder.forgotten and self.chance.random() < 0.5:
            self._save_new(holder, name, needs=[holder.forgotten[-1]])
        else:
            self._save_new(holder, name)

    def _correct(self, holder: Holder) -> None:
        """Before sending and after alike."""
        if holder.forgotten:
            self.names += 1
            old = holder.forgotten.pop()
            self._save_new(holder, f"Hộ sửa {self.mark}-{self.names}", replaces=old)

    def _give_up(self, holder: Holder) -> None:
        """A household written down by mistake; nobody knows whether it has gone out already."""
        waiting = holder.phone.kept[holder.phone.received :]
        mine = [each.content["id"] for each in waiting if each.content["kind"] == ADD]
        if mine:
            self.faults["given_up"] += 1
            self._save(holder, "sync.give_up", {"ids": [self.chance.choice(mine)]})

    def _save_new(self, holder: Holder, name: str, **more: Any) -> str:
        village = str(self.world.village.pk)
        body = {"head_name": name, "village": village, "members_count": 5}
        return self._save(holder, ADD, body, name=name, **more)

    def _change(self, holder: Holder) -> None:
        """Most often a field of one's own; now and then the one others change too."""
        household = self.chance.choice(self.world.households)
        own = {"members_count": 0, "language": 1, "head_name": 2}
        mine = next(name for name, at in own.items() if at == self.holders.index(holder) % 3)
        name = mine if self.chance.random() < 0.6 else "head_name"
        key = (str(household.pk), name)
        saw = holder.seen.get(key, getattr(household, name))
        new = self._value(name, saw)
        needs = {"needs": [holder.last_change[key[0]]]} if key[0] in holder.last_change else {}
        body = {"household": key[0], "set": {name: [saw, new]}}
        found = self._save(
            holder,
            "residents.set_household",
            body,
            record=key[0],
            pairs={name: (saw, new)},
            **needs,
        )
        holder.seen[key], holder.last_change[key[0]] = new, found

    def _value(self, name: str, saw: Any) -> Any:
        if name == "members_count":
            return saw + 1
        if name == "language":
            return self.chance.choice(
                [code for code in ("hmn", "ium", "tyz", "nut") if code != saw]
            )
        self.names += 1
        return f"Tên {self.mark}-{self.names}"

    def _save(self, holder: Holder, kind: str, body: dict[str, Any], **more: Any) -> str:
        about = {key: more.pop(key) for key in ("name", "record", "pairs") if key in more}
        key = holder.phone.save(
            str(holder.account.pk),
            kind,
            body,
            at=self.at + holder.skew,
            scope=f"thon:{self.world.village.pk}",
            **more,
        )
        content = holder.phone.kept[-1].content_hash
        self.saved[key] = Saved(key, content, kind, self.holders.index(holder), **about)
        return key

    # What happens to phones, people and the commune

    def _carry_out(self, _holder: Holder) -> None:
        """What the commune does by itself every few minutes."""
        carry_out(left_to_carry_out(self.world.commune), self.at)

    def _send(self, holder: Holder) -> None:
        if self.chance.random() < 0.3:
            self.line.deliver_late(self.at)
        if self.chance.random() < 0.2:
            self.line.ask(holder.phone, self.at)
        fate = self.chance.choice(self.fates) if self.chance.random() < 0.5 else ""
        self.line.push(holder.phone, self.at, fate)
        self._join_again_if_shut(holder)

    def _lose_or_copy(self, holder: Holder) -> None:
        """A copied phone writes on at both ends; each is told to join anew."""
        if self.chance.random() < 0.5:
            self.faults["copied"] += 1
            twin = Holder(holder.account, holder.phone.copied(), holder.skew, dict(holder.seen))
            self.holders.append(twin)
            self._write_new(twin)
        else:
            self.faults["shut"] += 1
            Device.objects.filter(pk=holder.phone.device).update(state=Device.State.FROZEN)

    def _join_again_if_shut(self, holder: Holder) -> None:
        device = Device.objects.filter(pk=holder.phone.device).first()
        if device is None or device.state != Device.State.ACTIVE:
            holder.phone = again(self.world, holder.account, holder.phone, self.at)

    def _report(self, _holder: Holder) -> None:
        """A plan of the commune is written anew, and its server tells the province."""
        if self.province is not None:
            self.province.change(self.at)
            is_bad = self.chance.random() < 0.5
            self.faults.update({"province_bad_line": 1} if is_bad else {})
            self.province.send(self.at, is_bad=is_bad)

    def _end_role(self, holder: Holder) -> None:
        if self.chance.random() < 0.5:
            self.faults["role_ended"] += 1
            RoleGrant.objects.filter(account=holder.account).update(to_date=self.at.date())

    def _keep_or_restore(self, _holder: Holder) -> None:
        if self.point is None:
            self.point = transaction.savepoint()
            if self.province is not None:
                self.province.keep()
            return
        self.faults["restored"] += 1
        transaction.savepoint_rollback(self.point)
        if self.province is not None:
            self.province.go_back()
        if self.chance.random() < 0.5:
            begin_epoch_after_restore(self.world.commune, self.at)

    def _quiet(self) -> None:
        """The line is good from now on; everybody sends until nothing is left."""
        self.line.deliver_late(self.at)
        for _round in range(QUIET_ROUNDS):
            self.at += timedelta(minutes=5)
            for holder in self.holders:
                self.line.push(holder.phone, self.at)
                self._join_again_if_shut(holder)
            carry_out(left_to_carry_out(self.world.commune), self.at)
            if all(each.phone.received == len(each.phone.kept) for each in self.holders):
                return


def run_schedules(commune: Commune, count: int, seed: int) -> dict[str, Any]:
    """Each in a transaction of its own that is taken back. Returns what a drill prints."""
    total, acked, saved, met = Judged(), 0, 0, Counter[str]()
    for number in range(count):
        with transaction.atomic():
            schedule = Schedule(commune, seed * 1_000_000 + number)
            total.add(schedule.run())
            acked, saved = acked + schedule.acked, saved + len(schedule.saved)
            met.update(dict.fromkeys(schedule.faults, 1))
            transaction.set_rollback(True)
    return {
        "saved": saved,
        "acked": acked,
        "lost": total.lost,
        "duplicated": total.duplicated,
        "silent_overwrites": total.silent_overwrites,
        "false_clashes": total.false_clashes,
        "schedules_with": dict(sorted(met.items())),
        "missed": total.missed[:10],
    }
