"""Two years of numbers in the sample communes, with gaps where nobody has told a number yet."""

from xaso.core.sample.story import Story

from .answers import follow
from .numbers import two_years

__all__ = ["tell"]


def tell(story: Story) -> None:
    two_years(story)
    follow(story)
