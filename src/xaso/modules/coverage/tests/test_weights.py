"""What weighs how much in the ranking: the commune's own versions, from a day on."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from conftest import MORNING, TODAY
from xaso.modules.coverage import actions
from xaso.modules.coverage.models import PlaceKind
from xaso.modules.coverage.queries.judging import judged
from xaso.modules.coverage.ranking import dead_zones, packaged_weights, weights_on
from xaso.modules.plans.tests.browse import send

from . import make

pytestmark = pytest.mark.django_db
HOME = "/vung-song/he-so/"


def adopted(actor, since=TODAY, minutes=0, **weights):
    told = {**packaged_weights(TODAY).by_code, **{k: Decimal(v) for k, v in weights.items()}}
    return actions.adopt_weights(
        actor=actor, weights=told, since=since, reason="Họp giao ban",
        at=MORNING + timedelta(minutes=minutes),
    )  # fmt: skip


def test_a_version_holds_from_its_day_on(lan, ta_van):
    adopted(lan, since=TODAY + timedelta(days=3), truong="2.5")
    assert weights_on(lan.commune, TODAY).version == "v1"
    then = weights_on(lan.commune, TODAY + timedelta(days=3))

    assert (then.version, then.by_code["truong"]) == ("xã 1", Decimal("2.5"))
    assert weights_on(ta_van, TODAY + timedelta(days=3)).version == "v1"


def test_of_two_of_the_same_day_the_later_holds_and_both_stay(lan, sign_in):
    adopted(lan, truong="2.5")
    adopted(lan, minutes=5, truong="3")
    assert weights_on(lan.commune, TODAY).by_code["truong"] == 3
    seen = sign_in(lan).get(HOME).content.decode()

    for word in ("bản xã 2", "bản xã 1", "bản v1", "Họp giao ban"):
        assert word in seen


def test_the_ranking_follows_and_names_its_version(lan, mau_son, sign_in):
    make.survey(lan, make.place(lan, mau_son, household_count=40, pupil_count=0), 0)
    school = make.place(
        lan, mau_son, "Điểm trường", kind=PlaceKind.SCHOOL, household_count=0, pupil_count=20
    )
    make.survey(lan, school, 0)

    def first():
        rows = judged(lan.commune, make.rules(lan))
        return dead_zones(rows, weights_on(lan.commune, TODAY), make.rules(lan))[0].place.name

    assert first() == "Nhà văn hóa"
    adopted(lan, truong="3")
    assert first() == "Điểm trường"
    assert "Hệ số bản xã 1" in sign_in(lan).get("/vung-song/xep-hang/").content.decode()


@pytest.mark.parametrize(
    ("said", "why"),
    [({"since": TODAY - timedelta(days=1)}, "đã qua"), ({"truong": "11"}, "từ 0,1"),
     ({"la": "1"}, "đủ các hệ số")],
)  # fmt: skip
def test_what_cannot_be_is_refused(lan, said, why):
    with pytest.raises(ValidationError, match=why):
        adopted(lan, **said)


def test_who_only_reads_adopts_nothing(person, gia_phu):
    with pytest.raises(PermissionDenied):
        adopted(person("Dua", gia_phu, "bi_thu"))


def test_a_version_is_typed_on_its_page(lan, sign_in):
    browser = sign_in(lan)
    done = send(browser, f"{HOME}ban-moi/", he_so_truong="2,5", reason="Ưu tiên trường")
    assert done.url == HOME
    assert weights_on(lan.commune, TODAY).by_code["truong"] == Decimal("2.5")
    refused = send(browser, f"{HOME}ban-moi/", he_so_truong="0", reason="x")
    assert refused.status_code == 422
