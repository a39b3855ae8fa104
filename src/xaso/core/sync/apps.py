from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext_lazy as _


class SyncConfig(AppConfig):
    name = "xaso.core.sync"
    verbose_name = _("Đồng bộ máy của thôn")

    def ready(self) -> None:
        """Each app may have a `sync.py`; the commands it accepts are known from here on."""
        autodiscover_modules("sync")
