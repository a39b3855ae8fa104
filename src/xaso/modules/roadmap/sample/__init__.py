"""The overall model in the sample communes."""

from __future__ import annotations

from xaso.core.sample.story import Story


def tell(story: Story) -> None:
    del story
