from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PapersConfig(AppConfig):
    name = "xaso.core.papers"
    verbose_name = _("Văn bản")
