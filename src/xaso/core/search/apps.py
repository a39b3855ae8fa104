from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext_lazy as _


class SearchConfig(AppConfig):
    name = "xaso.core.search"
    verbose_name = _("Tìm kiếm")

    def ready(self) -> None:
        """Each app may have a `findable.py`; what it offers can be found from here on."""
        from .following import listen

        autodiscover_modules("findable")
        listen()
