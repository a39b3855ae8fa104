"""The total of a drive; it never stands without how many villages have reported."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from django.utils.translation import gettext as _

from xaso.lib.numbers import write_number
from xaso.modules.campaigns.models import CampaignVillage
from xaso.modules.campaigns.reasons import added


@dataclass(frozen=True)
class Totals:
    villages: int
    reported: int
    target: int | None
    """None while no village has one."""
    listed: int
    reached: int
    done: int
    failed: int
    absent: int
    reasons: Mapping[str, int]

    @property
    def percent(self) -> Fraction | None:
        """Not cut off at 100: who did more than asked is to be seen."""
        return share(self.done, self.target)

    @property
    def left(self) -> int:
        """Rows of a list nobody has been to, in villages that have reported and in those that have
        not."""
        return max(self.listed - self.reached - self.absent, 0)

    @property
    def words(self) -> str:
        """ "57,75 % (48/55 thôn đã báo)"."""
        said = _("%(reported)d/%(villages)d thôn đã báo") % {
            "reported": self.reported,
            "villages": self.villages,
        }
        if not self.reported:
            return said
        if self.percent is None:
            return f"{write_number(self.done)} ({said})"
        return f"{percent_text(self.percent)} ({said})"


def totals_of(rows: Iterable[CampaignVillage]) -> Totals:
    rows = list(rows)
    targets = [row.target for row in rows if row.target is not None]
    return Totals(
        villages=len(rows),
        reported=sum(row.reported_at is not None for row in rows),
        target=sum(targets) if targets else None,
        listed=sum(row.listed for row in rows),
        reached=sum(row.reached for row in rows),
        done=sum(row.done for row in rows),
        failed=sum(row.failed for row in rows),
        absent=sum(row.absent for row in rows),
        reasons=added(row.reasons for row in rows),
    )


def share(done: int, target: int | None) -> Fraction | None:
    return Fraction(done * 100, target) if target else None


def percent_text(percent: Fraction) -> str:
    """Two places at most: 57,75 %."""
    return f"{write_number(Fraction(round(percent * 100), 100))} %"
