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


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind.body], ids=lambda kind: kind.code)
def test_a_draft_made_on_an_english_screen_is_vietnamese(world, sign_in, kind):
    officer = world.home.people["chanh_van_phong"]
    OfficialPaper.objects.filter(kind=kind.code, state="nhap").delete()
    client = sign_in(officer)
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    day = date(TODAY.year + 1, 1, 5) if kind.code in NEXT_YEAR else TODAY
    period = kind.period_of(day)
    about = next((value for value, _words in kind.choices_of(world.home.commune, day)), "")
    expected = kind.title(Ask(world.home.commune, period, day, about))

    client.post(reverse("desk:make-paper", args=[kind.code]), {"period": period, "about": about})

    paper = OfficialPaper.objects.get(kind=kind.code, state="nhap")
    assert paper.title == expected
    assert english_words(json.dumps(paper.body, ensure_ascii=False)) == []


@pytest.mark.parametrize(
    "kind", [kind for kind in KINDS if kind.sheet], ids=lambda kind: kind.code
)
def test_a_sheet_printed_from_an_english_screen_is_vietnamese(world, kind):
    ask = Ask(world.home.commune, kind.period_of(TODAY), TODAY)

    with translation.override("en"):
        sheet = str(kind.sheet(ask))

    assert english_words(sheet) == []


def english_words(text):
    """Words of the English catalogue that no Vietnamese sentence has."""
    return [
        word for word in (" the ", " of ", " and ", "tasks", "villages", "Overdue") if word in text
    ]
