from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PrivacyConfig(AppConfig):
    name = "xaso.core.privacy"
    verbose_name = _("Dữ liệu riêng")
