from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class RoadmapConfig(AppConfig):
    name = "xaso.modules.roadmap"
    verbose_name = _("Mô hình, lộ trình")
