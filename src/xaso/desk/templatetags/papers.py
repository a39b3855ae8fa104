from __future__ import annotations

from django import template
from django.urls import Resolver404, resolve

from xaso.core.rights.actor import Actor
from xaso.desk.papers.periods import period_words

register = template.Library()


@register.filter
def shape(block: object) -> str:
    """The name of a block's dataclass, so that a template can choose how to show it."""
    return type(block).__name__


@register.filter
def opens_for(url: str, actor: Actor) -> bool:
    """Whether a page of ours behind the address opens for this person; others always do."""
    try:
        view = resolve(url.partition("?")[0]).func
    except Resolver404:
        return bool(url)
    right = getattr(getattr(view, "view_class", None), "right", "")
    return not right or actor.may(right)


register.filter("period_words", period_words)
