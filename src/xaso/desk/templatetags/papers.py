from __future__ import annotations

from django import template
from django.urls import Resolver404, resolve
from django.utils.translation import gettext as _

from xaso.core.rights.actor import Actor

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


@register.filter
def period_words(period: str) -> str:
    """ "2026-11" is read as "tháng 11/2026", "2026-W48" as "tuần 48/2026"."""
    year, _dash, part = period.partition("-")
    if not part:
        return _("năm %(year)s") % {"year": year}
    if part.startswith("W"):
        return _("tuần %(week)s/%(year)s") % {"week": part[1:], "year": year}
    return _("tháng %(month)s/%(year)s") % {"month": part, "year": year}
