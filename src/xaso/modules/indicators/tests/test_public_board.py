"""The public board, the one-stop board and the binder."""

import zipfile
from datetime import timedelta
from io import BytesIO
from pathlib import Path

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client
from django.urls import reverse

from xaso.core.jobs.background import work_off
from xaso.core.jobs.models import Job
from xaso.modules.indicators import actions
from xaso.modules.indicators.binder_file import BoundProof, names_of
from xaso.modules.indicators.jobs import drop_old_binders
from xaso.modules.indicators.models import Binder
from xaso.modules.indicators.proofs import Proof, Upload
from xaso.modules.indicators.tests import make
from xaso.modules.indicators.tests.look import page, shown
from xaso.modules.indicators.tests.make import NOW, YEAR

pytestmark = pytest.mark.django_db
PACK = "xaso-1.0"
PDF = b"%PDF-1.7 danh sach"


@pytest.fixture
def approved(minh, lan, thao):
    """Item 8.4 is told by two villages and approved by the chairman."""
    near, far = make.village(lan.commune, "Gần"), make.village(lan.commune, "Xa")
    for village, top, bottom in ((near, 9, 10), (far, 1, 90)):
        make.value(lan, "nguoi-chu-ky-so", top, village=village)
        make.value(lan, "nguoi-lon", bottom, village=village)
    found = actions.open_round(actor=minh, pack_code=PACK, period=YEAR, at=NOW)
    actions.start_round(actor=minh, round_id=found.pk, at=NOW)
    codes = list(found.items.values_list("code", flat=True))
    actions.hand_in_items(
        actor=minh, round_id=found.pk, codes=codes, reason="Mật: lý do nội bộ", at=NOW
    )
    actions.finish_entry(actor=minh, round_id=found.pk, at=NOW)
    return actions.approve_round(actor=thao, round_id=found.pk, at=NOW)


def publish(actor, *codes, **more):
    return actions.publish_scoreboard(actor=actor, pack_code=PACK, codes=codes, at=NOW, **more)


def public_page(commune="02923"):
    answer = Client().get(reverse("portal:scoreboard", args=[commune]))
    assert answer.status_code == 200
    return answer.content.decode()


def test_nothing_is_public_before_the_chairman_says_so(approved, lan):
    assert "chưa công khai điểm nào" in public_page()
    with pytest.raises(PermissionDenied):
        publish(lan, "8.4")
    assert Client().get(reverse("portal:scoreboard", args=["00000"])).status_code == 404


def test_only_chosen_items_are_shown_and_no_village_and_no_inner_word(approved, thao):
    publish(thao, "8.4")

    seen = public_page()

    assert "chữ ký số" in seen
    assert "Điểm tự chấm, chưa thẩm định" in seen
    for hidden in ("thôn Xa", "Mật:", "Thào", "Minh", "hộ dùng cáp quang"):
        assert hidden not in seen


def test_villages_stand_in_order_only_when_switched_on(approved, thao):
    publish(thao, "8.4", shows_villages=True)

    seen = public_page()

    assert seen.index("thôn Gần") < seen.index("thôn Xa")


def test_what_is_typed_later_shows_only_when_published_anew(approved, lan, thao):
    publish(thao, "8.4")
    before = public_page()

    make.value(lan, "nguoi-chu-ky-so", 100)

    assert public_page() == before


def test_a_score_nobody_approved_cannot_be_published(minh, thao, lan):
    make.value(lan, "cbcc", 30)
    with pytest.raises(ValidationError, match="duyệt"):
        publish(thao, "8.4")


def test_an_item_without_a_score_cannot_be_chosen_and_a_board_is_taken_back(approved, thao):
    with pytest.raises(ValidationError, match="đã có điểm"):
        publish(thao, "8.4", "8.2")
    publish(thao, "8.4")

    actions.withdraw_scoreboard(actor=thao, at=NOW + timedelta(minutes=1))

    assert "chưa công khai điểm nào" in public_page()
    with pytest.raises(ValidationError, match="không công khai"):
        actions.withdraw_scoreboard(actor=thao, at=NOW)


def test_the_chairman_chooses_on_the_page(approved, thao, lan, sign_in):
    assert "Chọn mục công khai" not in shown(sign_in(lan), "scoreboard")
    client = sign_in(thao)

    client.post(page("scoreboard-publish", PACK), {"codes": ["8.4"]})

    assert "Đang công khai" in shown(client, "scoreboard")
    assert "chữ ký số" in public_page()


def test_the_one_stop_board_shows_the_known_part_beside_the_portal(lan, sign_in):
    make.value(lan, "hs-tiep-nhan", 1000)
    make.value(lan, "hs-dung-han", 884)
    client = sign_in(lan)
    seen = shown(client, "one-stop")
    assert "17,68" in seen
    assert "chưa xem trên Cổng" in seen

    answer = client.post(
        page("one-stop-type"),
        {
            "as_of": "20/11/2026", "nhom_766.1": "15", "nhom_766.2": "17,5",
            "tt_1": "Cấp giấy chứng nhận", "tt_1_vi": "12 hồ sơ trễ",
        },
    )  # fmt: skip

    assert answer.status_code == 302
    seen = shown(client, "one-stop")
    assert "2/6 nhóm đã xem" in seen
    assert "17,50" in seen
    assert "Cấp giấy chứng nhận" in seen


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"as_of": "20/11/2026"}, "ít nhất một nhóm"),
        ({"as_of": "20/11/2026", "nhom_766.2": "25"}, "từ 0 đến 20"),
        ({"as_of": "20/12/2026", "nhom_766.2": "15"}, "chưa tới"),
    ],
)
def test_a_reading_that_cannot_be_is_refused(lan, sign_in, fields, words):
    answer = sign_in(lan).post(page("one-stop-type"), fields)

    assert answer.status_code == 422
    assert words in answer.content.decode()


def test_the_evidence_of_a_pack_comes_as_one_zip_with_its_contents_first(lan, sua, sign_in):
    make.value(lan, "nguoi-lon", 1980)
    make.value(
        lan, "nguoi-chu-ky-so", 412,
        proofs=[Proof(upload=Upload("Danh sách ký số (đợt 1).pdf", PDF))],
    )  # fmt: skip
    actions.answer_item(
        actor=lan, pack_code=PACK, item_code="2.1", period=YEAR, at=NOW, yes=True,
        proofs=[Proof(document_number="12/KH-UBND")],
    )  # fmt: skip
    client = sign_in(lan)
    client.post(page("binders", PACK))
    job = Job.objects.get(name="indicators.binder")
    assert "Đang gom" in shown(client, "binders", PACK)

    work_off()

    job.refresh_from_db()
    binder = Binder.objects.get()
    assert (job.state, job.result[:12]) == ("done", "Đã gom 1 tệp")
    answer = client.get(reverse("indicators:binder", args=[binder.pk]))
    package = zipfile.ZipFile(BytesIO(b"".join(answer)))
    first, proof = package.namelist()
    assert (first, proof) == ("000_muc-luc.pdf", "001_8.4_danh-sach-ky-so-dot-1.pdf")
    assert package.read(proof) == PDF
    assert package.read(first).startswith(b"%PDF")
    assert sign_in(sua).get(reverse("indicators:binder", args=[binder.pk])).status_code == 404


def test_evidence_is_never_gathered_for_another_commune(lan, sua, sign_in):
    sign_in(lan).post(page("binders", PACK))
    binder = Binder.objects.get()
    Job.objects.update(asked_by=sua.account_id, commune=sua.commune)

    work_off()

    binder.refresh_from_db()
    assert (binder.made_at, Job.objects.filter(state="done").count()) == (None, 0)


def test_names_in_a_binder_are_safe_and_never_alike():

    proofs = [
        BoundProof("1.1", "a", "../../etc/passwd.pdf", Path("x"), ".pdf"),
        BoundProof("1.1", "a", "CON?.pdf", Path("x"), ".pdf"),
        BoundProof("1/2", "a", "đường.pdf", Path("x"), ".pdf"),
        BoundProof("1.3", "a", "12/KH-UBND"),
    ]

    assert names_of(proofs) == [
        "001_1.1_passwd.pdf", "002_1.1_con.pdf", "003_1-2_duong.pdf", "",
    ]  # fmt: skip


def test_old_binders_go_and_the_page_says_how_to_get_one_again(lan, sign_in, clock):
    client = sign_in(lan)
    client.post(page("binders", PACK))
    work_off()
    binder = Binder.objects.get()

    class Running:
        at = NOW + timedelta(days=15)

    assert drop_old_binders(Running()) == "Đã dọn 1 hồ sơ cũ."

    assert "gom lại nếu cần" in shown(client, "binders", PACK)
    assert client.get(reverse("indicators:binder", args=[binder.pk])).status_code == 404
