from __future__ import annotations

from django import template

register = template.Library()


@register.filter
def shape(block: object) -> str:
    """The name of a block's dataclass, so that a template can choose how to show it."""
    return type(block).__name__
