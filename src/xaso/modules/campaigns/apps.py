from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CampaignsConfig(AppConfig):
    name = "xaso.modules.campaigns"
    verbose_name = _("Đợt ra quân")
    switch_about = _("Mỗi đợt: việc gì, thôn nào, xong bao nhiêu, còn ai, vì sao chưa xong.")
