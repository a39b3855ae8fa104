from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class FilesConfig(AppConfig):
    name = "xaso.core.files"
    verbose_name = _("Tệp đính kèm")
