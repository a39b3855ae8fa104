"""Teams of the sample, as they grew this year."""

from xaso.core.sample.story import Story

__all__ = ["tell"]


def tell(story: Story) -> None:
    del story
