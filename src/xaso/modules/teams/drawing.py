"""Where the teams of a commune were at work in a month: each village where it lies, with its visits."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from statistics import median
from uuid import UUID

from django.utils.translation import gettext as _

from xaso.core.ui.sketch import GOOD, MIDDLING, NOTHING, WORST, Mark, Sketch, sketch
from xaso.core.units.models import Village

from .queries.activity import TeamMonth


def sketch_of_activity(
    villages: Sequence[Village],
    rows: Sequence[TeamMonth],
    points: Mapping[UUID, tuple[float, float]],
) -> Sketch:
    """A team that wrote nothing down is silent, which is not 0; what is much the commune's own middle says."""
    by_village = {row.team.village_id: row for row in rows}
    counts = [row.activity.visits for row in rows if not row.is_silent]
    middle = median(counts) if counts else 0
    marks = [_mark(village, by_village.get(village.pk), middle) for village in villages]
    legend = [
        (GOOD, "", _("nhiều lượt: từ mức giữa của các tổ trở lên")),
        (MIDDLING, "", _("ít lượt: dưới mức giữa")),
        (NOTHING, "?", _("chưa ghi lượt nào")),
        (WORST, "×", _("chưa có tổ")),
    ]
    return sketch(marks, points, legend)


def _mark(village: Village, row: TeamMonth | None, middle: float) -> Mark:
    if row is None:
        shape, letter, word = WORST, "×", _("chưa có tổ")
    elif row.is_silent:
        shape, letter, word = NOTHING, "?", _("chưa ghi lượt nào")
    else:
        visits = row.activity.visits
        shape, letter = GOOD if visits >= middle else MIDDLING, str(visits)
        word = _("%(count)d lượt") % {"count": visits}
    url = row.team.get_absolute_url() if row else ""
    return Mark(village.pk, village.name, url, shape, letter, word, is_code=False)
