from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext_lazy as _


class PeopleConfig(AppConfig):
    name = "xaso.core.people"
    verbose_name = _("Cán bộ và tài khoản")

    def ready(self) -> None:
        """Each app may have a `leaving.py`; what it keeps for a person goes over at a handover."""
        autodiscover_modules("leaving")
