from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SystemsConfig(AppConfig):
    name = "xaso.modules.systems"
    verbose_name = _("Bản đồ phần mềm")
    switch_about = _("Hệ thống nào giữ số nào, ai có tài khoản, bao lâu phải trích xuất một lần.")
