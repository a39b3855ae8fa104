"""Law as dated data: code and templates cite codes only, never a decree number."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from xaso.lib.numbers import write_number

from .bounds import is_readable


class LegalText(models.Model):
    code = models.SlugField(_("mã"), max_length=60, primary_key=True)
    number = models.CharField(_("số ký hiệu"), max_length=60)
    title = models.CharField(_("tên"), max_length=300)
    kind = models.CharField(_("loại"), max_length=40)
    issuer = models.CharField(_("nơi ban hành"), max_length=120, blank=True)
    issued_on = models.DateField(_("ngày ban hành"), null=True, blank=True)
    effective_from = models.DateField(_("hiệu lực từ"), null=True, blank=True)
    effective_to = models.DateField(_("hết hiệu lực sau ngày"), null=True, blank=True)
    replaces = models.CharField(_("thay thế"), max_length=300, blank=True)
    confirmed = models.BooleanField(_("đã xác minh"), default=False)
    note = models.CharField(_("ghi chú"), max_length=400, blank=True)
    source = models.CharField(_("nguồn"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("văn bản pháp lý")

    def __str__(self) -> str:
        return self.number

    @property
    def is_law(self) -> bool:
        """A law is called by its title alone, other texts by kind and number."""
        return self.kind == "Luật"

    @property
    def name(self) -> str:
        return self.title if self.is_law else f"{self.kind} {self.number} {self.title}"


class LegalRule(models.Model):
    """One value the law sets, from a day to a day. A later row of the same code follows it."""

    code = models.CharField(_("mã"), max_length=80)
    legal_text = models.ForeignKey(
        LegalText, on_delete=models.PROTECT, null=True, blank=True, verbose_name=_("văn bản")
    )
    article = models.CharField(_("điều khoản"), max_length=80, blank=True)
    subject = models.CharField(_("nội dung"), max_length=300)
    value = models.CharField(_("giá trị"), max_length=120)
    unit = models.CharField(_("đơn vị"), max_length=40, blank=True)
    effective_from = models.DateField(_("từ ngày"))
    effective_to = models.DateField(_("đến hết ngày"), null=True, blank=True)
    confirmed = models.BooleanField(_("đã xác minh"), default=False)
    confirmed_by = models.UUIDField(_("người xác minh"), null=True, blank=True)
    confirmed_at = models.DateTimeField(_("xác minh lúc"), null=True, blank=True)

    class Meta:
        verbose_name = _("quy định")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["code", "effective_from"], name="rule_once_a_day")
        ]

    def __str__(self) -> str:
        return self.code

    @property
    def is_readable(self) -> bool:
        return is_readable(self.code, self.value)

    @property
    def value_text(self) -> str:
        """Big numbers as people read them: 100.000."""
        return write_number(int(self.value)) if self.value.isdecimal() else self.value


class Authority(models.Model):
    code = models.SlugField(_("mã"), max_length=60)
    name = models.CharField(_("tên cơ quan"), max_length=160)
    level = models.CharField(_("cấp"), max_length=20)
    effective_from = models.DateField(_("từ ngày"), null=True, blank=True)
    effective_to = models.DateField(_("đến hết ngày"), null=True, blank=True)
    successor = models.CharField(_("nơi kế tục"), max_length=60, blank=True)

    class Meta:
        verbose_name = _("cơ quan")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["code", "name"], name="authority_name_once")
        ]

    def __str__(self) -> str:
        return self.name
