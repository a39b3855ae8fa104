"""What can be found: one row for each thing a person may look for, of whatever module."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from xaso.core.units.models import Commune, Village

MOST_LETTERS = 600
"""Of folded words: a page of an index on PostgreSQL takes 2,700 bytes of a row."""


ANY_SIGN = -1
"""All bits at once: of a row whose words were written before there were signs."""


class Entry(models.Model):
    """A copy of the few words of a row that people look for; the row itself stays the truth."""

    commune = models.ForeignKey(
        Commune,
        on_delete=models.PROTECT,
        related_name="+",
        db_index=False,
        verbose_name=_("xã"),
    )
    kind = models.CharField(_("loại"), max_length=30)
    object_id = models.UUIDField(_("đối tượng"))
    code = models.CharField(_("mã không dấu"), max_length=60, blank=True)
    title = models.CharField(_("tên"), max_length=300)
    hint = models.CharField(_("dòng phụ"), max_length=200, blank=True)
    words = models.CharField(_("các chữ không dấu"), max_length=MOST_LETTERS)
    """Each word behind a space; a word of a personal field behind a space and PRIVATE."""
    signs = models.BigIntegerField(_("dấu của các chữ"), default=ANY_SIGN)
    """Of the other words, as `words.signs_of` makes them."""
    private_signs = models.BigIntegerField(_("dấu của các chữ riêng tư"), default=0)
    """Apart, and asked of by nobody else: a quicker answer must not tell that a name is there."""
    is_over = models.BooleanField(_("không còn dùng"), default=False)

    class Meta:
        verbose_name = _("mục tìm kiếm")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["object_id", "kind", "commune"], name="search_once")
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["commune", "kind", "id", "signs", "private_signs", "words"],
                name="search_walk",
            ),
            models.Index(fields=["commune", "code"], name="search_by_code"),
        ]

    def __str__(self) -> str:
        return self.title


class EntryVillage(models.Model):
    """A village whose own people find this too."""

    commune = models.ForeignKey(
        Commune,
        on_delete=models.PROTECT,
        related_name="+",
        db_index=False,
        verbose_name=_("xã"),
    )
    entry = models.ForeignKey(
        Entry, on_delete=models.CASCADE, related_name="villages", verbose_name=_("mục tìm kiếm")
    )
    village = models.ForeignKey(
        Village,
        on_delete=models.CASCADE,
        related_name="+",
        db_index=False,
        verbose_name=_("thôn"),
    )

    class Meta:
        verbose_name = _("thôn của mục tìm kiếm")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["village", "entry", "commune"], name="search_once_in_village"
            )
        ]

    def __str__(self) -> str:
        return f"{self.entry_id} {self.village_id}"
