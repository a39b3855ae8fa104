"""typst in a process of its own: it holds seventy megabytes, and only while papers are made."""

from .parent import Setting, TypesettingFailed, measure, typeset

__all__ = ["Setting", "TypesettingFailed", "measure", "typeset"]
