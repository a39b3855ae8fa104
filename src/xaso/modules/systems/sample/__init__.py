"""Systems of the sample commune."""

from xaso.core.sample.story import Story

__all__ = ["tell"]


def tell(story: Story) -> None:
    del story
