"""The plans of the sample communes: an honest year, with what went wrong in it."""

from xaso.core.sample.story import Story

from .around import around
from .first_plan import plan_of

__all__ = ["tell"]


def tell(story: Story) -> None:
    plan_of(story)
    around(story)
