"""One entry point, `xaso COMMAND`: see docs/commands in the handbook for scripts."""

from .main import main

__all__ = ["main"]
