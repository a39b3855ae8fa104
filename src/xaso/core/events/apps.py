from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext_lazy as _


class EventsConfig(AppConfig):
    name = "xaso.core.events"
    verbose_name = _("Nhật ký")

    def ready(self) -> None:
        """Each app may have a `handlers.py`; what it registers hears events from here on."""
        from . import day_counts  # noqa: F401

        autodiscover_modules("handlers")
