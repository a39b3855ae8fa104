from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CoverageConfig(AppConfig):
    name = "xaso.modules.coverage"
    verbose_name = _("Vùng sóng")
    switch_about = _("Đo sóng từng điểm, thôn nào trắng, lõm, yếu, đã kiến nghị nhà mạng tới đâu.")
