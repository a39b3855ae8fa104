"""Two people look over one annex at once: each keeps what only they chose, and both see a clash."""

from __future__ import annotations

import pytest

from xaso.modules.plans.models import AnnexImport, Task

from .annex_files import xlsx
from .pages import ALWAYS, ROWS, WIFI, Sheet

pytestmark = pytest.mark.django_db
DUE = "Theo kế hoạch của tỉnh"


@pytest.fixture
def mai(person, gia_phu):
    return person("Mai", gia_phu, "chanh_van_phong")


@pytest.fixture
def sheets(sign_in, minh, mai, plan, review):
    """Minh's page and Mai's, both opened before anything was chosen."""
    of_minh = review(minh, plan, xlsx(ROWS))
    of_mai = Sheet(sign_in(mai), of_minh.address)
    sign_in(minh)
    return of_minh, of_mai


@pytest.fixture
def press(sign_in, minh, mai, sheets):
    """Both sit at one browser of the test: whoever presses signs in first."""

    def one(who, *button, **said):
        sign_in(who)
        return sheets[0 if who is minh else 1].press(*button, **said)

    return one


def choices():
    return AnnexImport.objects.get().choices


def test_what_only_one_of_them_chose_stays(minh, mai, sheets, press, person, gia_phu):
    due, lead = sheets[0].name_of(DUE), sheets[0].name_of("Chủ trì: Lan")
    hoa = person("Hoa", gia_phu, "cong_chuc")
    sheets[0].page = sheets[0].client.get(sheets[0].address)

    press(minh, "den", "", **{due: "15/10"})
    done = press(mai, "den", "", **{lead: f"p:{hoa.account_id}"})

    assert done.status_code == 302
    assert choices()["fields"][due] == "15/10"
    assert choices()["fields"][lead] == f"p:{hoa.account_id}"


def test_both_chose_and_the_second_sees_both_before_anything_is_kept(minh, mai, sheets, press):
    due = sheets[0].name_of(DUE)
    press(minh, "den", "", **{due: "15/10"})

    clash = press(mai, "den", "", **{due: "20/11"})
    text = sheets[1].text

    assert clash.status_code == 422
    assert "Hai người cùng sửa" in text
    assert "Minh lưu lúc" in text
    assert f"Hạn: {DUE} → 15/10" in text
    assert sheets[1].values()[due] == ["20/11"]
    assert choices()["fields"][due] == "15/10"


def test_pressing_again_keeps_the_own_text_knowingly(minh, mai, sheets, press):
    due = sheets[0].name_of(DUE)
    press(minh, "den", "", **{due: "15/10"})
    press(mai, "den", "", **{due: "20/11"})

    again = press(mai, "den", "")

    assert again.status_code == 302
    assert choices()["fields"][due] == "20/11"


def test_nobody_takes_an_annex_with_choices_they_have_not_seen(minh, mai, sheets, press):
    due = sheets[0].name_of(DUE)
    press(minh, "den", "", **{due: "15/10"})

    first = press(mai, "lam", "nhan", **{"dong-y": "1", due: ""})

    assert first.status_code == 422
    assert f"Hạn: {DUE} → 15/10" in sheets[1].text
    assert Task.objects.count() == 0
    second = press(mai, "lam", "nhan", **{"dong-y": "1"})
    assert second.status_code == 302
    assert Task.objects.count() == 4


def test_a_row_one_of_them_left_out_stays_out(minh, mai, sheets, press):
    press(minh, "den", "", b=["0"])

    press(mai, "den", "", b=["3"])

    assert sheets[1].counter.endswith("2 bỏ")
    skipped = {key for key, said in choices()["rows"].items() if said.get("skip") == "1"}
    assert len(skipped) == 2
    assert WIFI[1] in sheets[1].row(0)
    assert ALWAYS[1] in sheets[1].row(3)


def test_the_own_words_of_a_row_are_asked_about_too(minh, mai, sheets, press):
    press(minh, "den", "sua=1")
    press(mai, "den", "sua=1")
    press(minh, "den", "", **{"r1-title": "Vận động từng nhà"})

    clash = press(mai, "den", "", **{"r1-title": "Vận động cả thôn"})

    assert clash.status_code == 422
    assert "Vận động từng nhà" in sheets[1].text
    assert sheets[1].values()["r1-title"][0].strip() == "Vận động cả thôn"
    assert [said["title"] for said in choices()["rows"].values()] == ["Vận động từng nhà"]
