from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PeopleConfig(AppConfig):
    name = "xaso.core.people"
    verbose_name = _("Cán bộ và tài khoản")
