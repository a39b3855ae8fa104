from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PhoneNotesConfig(AppConfig):
    name = "xaso.core.phone_notes"
    verbose_name = _("Tin cho máy của thôn")
