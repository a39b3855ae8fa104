from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DoctorConfig(AppConfig):
    name = "xaso.core.doctor"
    verbose_name = _("Sức khỏe máy")
