"""Căn cứ pháp lý: texts by the day, rules nobody has compared yet, the yearly review."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.db.models import Q, QuerySet, TextField
from django.db.models.functions import Cast
from django.utils import timezone
from django.utils.translation import gettext as _t

from xaso.core.law.models import LegalRule, LegalText
from xaso.core.law.queries import all_texts_in_force, rules_in_force
from xaso.core.pages.pages import TextPage
from xaso.core.papers.models import OfficialPaper
from xaso.core.units.models import Commune
from xaso.lib.dates import write_date
from xaso.lib.text import fold

from .lists import Choice, links

ONE_DAY, A_YEAR = timedelta(days=1), timedelta(days=365)
MOST_PAPERS = 20


class LawPage(TextPage):
    """Texts in force on a day, or those that ended; the day is today unless asked."""

    right = "law.read"
    template_name = "desk/law/texts.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        today = timezone.localdate()
        return super().get_context_data(
            title=_t("Căn cứ pháp lý"),
            texts=_matching(self._texts(today), self.request.GET.get("q", "")),
            filters=links(self.request, "loc", _choices()),
            typed=self.request.GET.get("q", ""),
            open_rules=_open_rules(today).count(),
            **kwargs,
        )

    def _texts(self, today: date) -> QuerySet[LegalText]:
        wanted = self.request.GET.get("loc", "")
        in_force = all_texts_in_force(today)
        if wanted == "het":
            return LegalText.objects.filter(effective_to__lt=today).order_by("-effective_to")
        if wanted == "chua-ro":
            known = LegalText.objects.filter(effective_to__lt=today)
            rest = LegalText.objects.exclude(pk__in=in_force).exclude(pk__in=known)
            return rest.order_by("pk")
        if wanted == "chua-xac-minh":
            return in_force.filter(confirmed=False).order_by("-issued_on", "pk")
        return in_force.order_by("-effective_from", "pk")


class LegalTextPage(TextPage):
    right = "law.read"
    template_name = "desk/law/text.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        text = LegalText.objects.get(pk=self.kwargs["code"])
        codes = [code for code in text.replaces.split(";") if code]
        return super().get_context_data(
            title=text.title if text.is_law else f"{text.kind} {text.number}",
            text=text,
            facts=_facts(text),
            older=LegalText.objects.filter(pk__in=codes),
            newer=_successors(text),
            rules=text.legalrule_set.order_by("code", "-effective_from"),
            papers=papers_citing(self.actor.commune, [text.pk]),
            may_read_papers=self.actor.may("papers.read"),
            may_confirm=self.actor.may("law.confirm"),
            **kwargs,
        )


class Rules(TextPage):
    right = "law.read"
    template_name = "desk/law/rules.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        today = timezone.localdate()
        rows = _open_rules(today) if self.only_open else rules_in_force(today)
        typed = self.request.GET.get("q", "")
        choices = (Choice("", _t("Mọi quy định")), Choice("chua", _t("Chưa xác minh")))
        return super().get_context_data(
            title=_t("Quy định đang dùng"),
            rules=[rule for rule in rows if fold(typed) in fold(f"{rule.subject} {rule.code}")],
            filters=links(self.request, "loc", choices),
            typed=typed,
            may_confirm=self.actor.may("law.confirm"),
            **kwargs,
        )

    @property
    def only_open(self) -> bool:
        return self.request.GET.get("loc") == "chua"


class Review(TextPage):
    """Once a year: what ended, what nobody has compared, which papers still cite what ended."""

    right = "law.read"
    template_name = "desk/law/review.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        today = timezone.localdate()
        texts = list(LegalText.objects.order_by("pk"))
        ended = _between(texts, "effective_to", today - A_YEAR, today)
        codes = [text.pk for text in ended]
        return super().get_context_data(
            title=_t("Rà soát căn cứ pháp lý"),
            ended=ended,
            ending=_between(texts, "effective_to", today, today + A_YEAR),
            coming=_between(texts, "effective_from", today + ONE_DAY, date.max),
            open_texts=all_texts_in_force(today).filter(confirmed=False).order_by("pk"),
            open_rules=_open_rules(today),
            papers=papers_citing(self.actor.commune, codes) if codes else [],
            may_read_papers=self.actor.may("papers.read"),
            **kwargs,
        )


def papers_citing(commune: Commune, codes: list[str]) -> list[OfficialPaper]:
    """The newest first. JSON lists are looked through as text: both databases can do that."""
    wanted = Q()
    for code in codes:
        wanted |= Q(cited__contains=f'"{code}"')
    rows = OfficialPaper.objects.of(commune).annotate(cited=Cast("basis_codes", TextField()))
    return list(rows.filter(wanted).order_by("-drafted_at")[:MOST_PAPERS])


def _choices() -> list[Choice]:
    return [
        Choice("", _t("Còn hiệu lực")),
        Choice("chua-xac-minh", _t("Chưa xác minh")),
        Choice("het", _t("Hết hiệu lực")),
        Choice("chua-ro", _t("Chưa có hiệu lực, chưa rõ ngày")),
    ]


def _matching(texts: QuerySet[LegalText], typed: str) -> list[LegalText]:
    wanted = fold(typed)
    return [text for text in texts if wanted in fold(f"{text.number} {text.kind} {text.title}")]


def _open_rules(today: date) -> QuerySet[LegalRule]:
    return rules_in_force(today).filter(confirmed=False)


def _between(texts: list[LegalText], field: str, after: date, until: date) -> list[LegalText]:
    """From `after` on, `until` left out; the earliest day first."""
    dated = [(getattr(text, field), text) for text in texts]
    found = [(day, text) for day, text in dated if day and after <= day < until]
    return [text for _day_, text in sorted(found, key=lambda pair: pair[0])]


def _successors(text: LegalText) -> list[LegalText]:
    rows = LegalText.objects.filter(replaces__contains=text.pk)
    return [row for row in rows if text.pk in row.replaces.split(";")]


def _facts(text: LegalText) -> list[tuple[str, Any]]:
    unknown = _t("chưa rõ")
    return [
        (_t("Số ký hiệu"), text.number),
        (_t("Nơi ban hành"), text.issuer or unknown),
        (_t("Ngày ban hành"), _day(text.issued_on, unknown)),
        (_t("Hiệu lực từ"), _day(text.effective_from, unknown)),
        (_t("Hết hiệu lực sau ngày"), _day(text.effective_to, _t("còn hiệu lực"))),
        (_t("Ghi chú"), text.note or _t("không")),
        (_t("Nguồn"), text.source or unknown),
    ]


def _day(day: date | None, otherwise: str) -> str:
    return write_date(day) if day else otherwise
