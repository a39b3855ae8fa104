from django.apps import AppConfig
from django.contrib.auth.signals import user_logged_in
from django.utils.translation import gettext_lazy as _


class LockConfig(AppConfig):
    name = "xaso.core.lock"
    verbose_name = _("Khóa phiên")

    def ready(self) -> None:
        from .begin import begin_session

        user_logged_in.connect(begin_session, dispatch_uid="xaso.core.lock")
