"""The copies kept for fast counting: do they hold, and how to make them anew."""

from xaso.modules.plans.actions.copies import rebuild_copies
from xaso.modules.plans.queries.copies import copies_out_of_step

__all__ = ["copies_out_of_step", "rebuild_copies"]
