from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from xaso.core.people.models import Account
from xaso.lib.ids import new_id


class KeptForm(models.Model):
    """A form that was sent while nobody was signed in any more. Only its person may open it.

    Not one word of it stands in the clear: the address and the title are sealed as well.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    account = models.ForeignKey(
        Account, on_delete=models.CASCADE, related_name="+", verbose_name=_("của ai")
    )
    kept_at = models.DateTimeField(_("giữ lúc"))
    content = models.BinaryField(_("nội dung đã mã hóa"))

    class Meta:
        verbose_name = _("biểu mẫu gõ dở")
        indexes: ClassVar = [
            models.Index(fields=["account", "-kept_at"], name="kept_form_of_account"),
            models.Index(fields=["kept_at"], name="kept_form_age"),
        ]

    def __str__(self) -> str:
        return f"{self.account_id} {self.kept_at:%Y-%m-%d %H:%M}"
