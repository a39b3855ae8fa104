from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext_lazy as _


class JobsConfig(AppConfig):
    name = "xaso.core.jobs"
    verbose_name = _("Việc chạy nền")

    def ready(self) -> None:
        """Each app may have a `jobs.py`; what it registers is known from here on."""
        autodiscover_modules("jobs")
