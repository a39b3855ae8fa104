from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext_lazy as _


class UpstreamConfig(AppConfig):
    name = "xaso.core.upstream"
    verbose_name = _("Nối lên tỉnh")

    def ready(self) -> None:
        """Each app may have an `outgoing.py`: what of its own may leave the commune."""
        autodiscover_modules("outgoing")
