"""Teams of the sample: most at work, one to be renewed, some villages without; visits of this autumn;
phones of two villages."""

from xaso.core.sample.story import Story

from .asking import asking_of
from .kit import kit_of
from .phones import phones_of
from .register import register_of
from .reports import reports_of
from .visits import visits_of

__all__ = ["tell"]


def tell(story: Story) -> None:
    if "minh" in story.people:
        register_of(story)
        visits_of(story)
        reports_of(story)
        asking_of(story)
        kit_of(story)
        phones_of(story)
