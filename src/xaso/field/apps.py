from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class FieldConfig(AppConfig):
    name = "xaso.field"
    verbose_name = _("Máy của thôn")
