"""Which parts of the program a commune may switch off: each says so in its own AppConfig."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.apps import AppConfig, apps

from xaso.core.units.models import Commune


@dataclass(frozen=True)
class Switch:
    module: str
    """The label of the app: "campaigns"."""
    name: Any
    about: Any


def switches() -> list[Switch]:
    """In the order of the installation. A part without `switch_about` is always on."""
    return [
        Switch(app.label, app.verbose_name, about)
        for app in apps.get_app_configs()
        if (about := _about(app))
    ]


def may_be_off(module: str) -> bool:
    return any(switch.module == module for switch in switches())


def is_on(commune: Commune, module: str) -> bool:
    """A part nobody has switched off is on, so that a new one is not hidden after an upgrade."""
    return module not in commune.modules_off or not may_be_off(module)


def module_of(view_module: str) -> str:
    """The part a view belongs to, by where it is written; empty for what is always on."""
    for app in apps.get_app_configs():
        if _about(app) and f"{view_module}.".startswith(f"{app.name}."):
            return app.label
    return ""


def _about(app: AppConfig) -> Any:
    return getattr(app, "switch_about", "")
