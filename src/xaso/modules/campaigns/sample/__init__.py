"""Drives of the sample: one under way by households, one by count, one closed with its reasons."""

from xaso.core.sample.story import Story

from .drives import drives_of
from .residents import residents_of

__all__ = ["tell"]


def tell(story: Story) -> None:
    if "minh" in story.people:
        residents_of(story)
        drives_of(story)
