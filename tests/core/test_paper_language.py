"""Papers of the commune are written in Vietnamese, whatever language the officer's screen speaks."""

import json
from datetime import date

import pytest
from django.conf import settings
from django.urls import reverse
from django.utils import translation

from conftest import TODAY
from tests.core.world import build_world
from xaso.core.papers.models import OfficialPaper
from xaso.desk.papers.kinds import Ask
from xaso.desk.papers.registry import KINDS

pytestmark = pytest.mark.django_db
NEXT_YEAR = {"to-trinh-lo-trinh"}
"""Kinds that speak of the roadmap of the small world, which begins in January."""


@pytest.fixture
def world(tmp_path):
    return build_world(tmp_path)


def test_every_draft_made_on_an_english_screen_is_vietnamese(world, sign_in):
    client = sign_in(world.home.people["chanh_van_phong"])
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"

    for kind in (kind for kind in KINDS if kind.body):
        title, expected, body = drafted(client, world, kind)

        assert (kind.code, title) == (kind.code, expected)
        assert (kind.code, english_words(body)) == (kind.code, [])


def drafted(client, world, kind):
    """Its title, the title it should have, its body as text."""
    OfficialPaper.objects.filter(kind=kind.code, state="nhap").delete()
    day = date(TODAY.year + 1, 1, 5) if kind.code in NEXT_YEAR else TODAY
    period = kind.period_of(day)
    about = next((value for value, _words in kind.choices_of(world.home.commune, day)), "")
    expected = kind.title(Ask(world.home.commune, period, day, about))

    client.post(reverse("desk:make-paper", args=[kind.code]), {"period": period, "about": about})

    paper = OfficialPaper.objects.get(kind=kind.code, state="nhap")
    return paper.title, expected, json.dumps(paper.body, ensure_ascii=False)


def test_every_sheet_printed_from_an_english_screen_is_vietnamese(world):
    for kind in (kind for kind in KINDS if kind.sheet):
        ask = Ask(world.home.commune, kind.period_of(TODAY), TODAY)

        with translation.override("en"):
            sheet = str(kind.sheet(ask))

        assert (kind.code, english_words(sheet)) == (kind.code, [])


def english_words(text):
    """Words of the English catalogue that no Vietnamese sentence has."""
    return [
        word for word in (" the ", " of ", " and ", "tasks", "villages", "Overdue") if word in text
    ]
