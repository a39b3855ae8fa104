from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class TeamsConfig(AppConfig):
    name = "xaso.modules.teams"
    verbose_name = _("Tổ công nghệ số")
    switch_about = _("Tổ công nghệ số cộng đồng của từng thôn, thành viên, lượt hỗ trợ người dân.")
