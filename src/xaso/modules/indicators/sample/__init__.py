"""Two years of numbers in the sample communes, with gaps where nobody has told a number yet; a pack of
the province, a year that was approved and one that is being handed in; two targets shared out over the villages."""

from xaso.core.sample.story import Story

from .answers import follow
from .numbers import two_years
from .rounds import rounds
from .villages import share_out

__all__ = ["tell"]


def tell(story: Story) -> None:
    two_years(story)
    follow(story)
    rounds(story)
    share_out(story)
