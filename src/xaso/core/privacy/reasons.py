from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Reason(models.TextChoices):
    """Why somebody looks under a mask; stands in the diary and in the list of the leader."""

    CALL = "lien-he", _("Liên hệ công việc")
    URGENT = "khan-cap", _("Việc gấp: thiên tai, sự cố")
    CHECK = "doi-chieu", _("Đối chiếu, sửa cho đúng")
    ASKED = "nguoi-do-yeu-cau", _("Chính người đó yêu cầu")
