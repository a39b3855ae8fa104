"""A few words of the office on the phones of a village or of one person, and who has taken note."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from xaso.core.files.models import StoredFile
from xaso.core.people.models import Account
from xaso.core.units.models import CommuneOwned, CommuneQuerySet, Village

MOST_SIGNS = 300


class PhoneNote(CommuneOwned):
    village = models.ForeignKey(
        Village,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("thôn nhận tin"),
    )
    account = models.ForeignKey(
        Account,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("người nhận tin"),
    )
    text = models.CharField(_("lời nhắn"), max_length=MOST_SIGNS)
    recording = models.ForeignKey(
        StoredFile,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("bản ghi tiếng"),
    )
    language = models.CharField(_("tiếng trong bản ghi"), max_length=8, blank=True)
    from_date = models.DateField(_("hiện từ ngày"))
    to_date = models.DateField(_("hiện đến hết ngày"))
    by = models.ForeignKey(
        Account, on_delete=models.PROTECT, related_name="+", verbose_name=_("người viết")
    )
    at = models.DateTimeField(_("gửi lúc"))
    ended_at = models.DateTimeField(_("gỡ khỏi máy lúc"), null=True, blank=True)

    objects = CommuneQuerySet.as_manager()

    class Meta:
        verbose_name = _("tin cho máy của thôn")
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(village=None, account__isnull=False)
                | Q(village__isnull=False, account=None),
                name="phone_note_for_a_village_or_a_person",
            ),
            models.CheckConstraint(
                condition=Q(to_date__gte=F("from_date")), name="phone_note_ends_after_it_begins"
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["commune", "ended_at", "-at"], name="phone_note_by_moment")
        ]

    def __str__(self) -> str:
        return str(Truncator(self.text).chars(60))

    def get_absolute_url(self) -> str:
        return reverse("desk:phone-note", args=[self.pk])


class PhoneNoteReading(CommuneOwned):
    """Written once: the person has read or heard it on the own phone."""

    note = models.ForeignKey(
        PhoneNote, on_delete=models.CASCADE, related_name="readings", verbose_name=_("tin")
    )
    account = models.ForeignKey(
        Account, on_delete=models.PROTECT, related_name="+", verbose_name=_("người đã đọc")
    )
    read_at = models.DateTimeField(_("đọc lúc"))

    objects = CommuneQuerySet.as_manager()

    class Meta:
        verbose_name = _("lần đọc tin")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["note", "account"], name="phone_note_read_once")
        ]

    def __str__(self) -> str:
        return f"{self.note_id} {self.account_id}"
