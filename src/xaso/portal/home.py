"""The first page: of the sample, of a commune at work, or of a program nobody has begun to use."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from xaso.core.pages.pages import TextPage
from xaso.core.postgres.context import commune_context
from xaso.core.rights.first_page import first_page_of
from xaso.core.sample.communes import sample_codes
from xaso.core.units.models import Commune

from .sample_page import sample_context


class Home(TextPage):
    public = True

    def get_template_names(self) -> list[str]:
        return [f"portal/{self.face}.html"]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        opened = list(Commune.objects.filter(opened_at__isnull=False).order_by("name", "pk"))
        samples = sorted((each for each in opened if each.is_sample), key=_place_in_sample)
        real = [each for each in opened if not each.is_sample]
        self.face = "front" if real else "sample" if samples else "first_run"
        found = _told_of(samples[0]) if self.face == "sample" else {}
        return super().get_context_data(
            communes=real, work_url=self._work_url(), **found, **kwargs
        )

    def _work_url(self) -> str:
        """Where the person who is signed in goes on; empty for visitors."""
        return first_page_of(self.actor) if self.actor else ""


def _told_of(sample: Commune) -> dict[str, Any]:
    """Open to everybody, whoever is signed in."""
    with commune_context(sample):
        return sample_context(sample, timezone.localdate())


def _place_in_sample(commune: Commune) -> int:
    codes = sample_codes()
    return codes.index(commune.pk) if commune.pk in codes else len(codes)
