"""Villages and clusters by hand and from a file; old names found in the national list."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from python_calamine import CalamineWorkbook

from xaso.core.events.models import Event
from xaso.core.papers.document import Column, Row, Table
from xaso.core.papers.sheets import SheetTable, write_workbook
from xaso.core.units.models import Cluster, Village
from xaso.modules.plans.tests.browse import send

pytestmark = pytest.mark.django_db

CSV = """Danh sách thôn;;;
TT;Thôn, bản;Thuộc xã cũ;Số hộ;Sóng điện thoại
1;Thôn Mẫu Sơn;Gia Phú;120;có
2;Bản Nà Mẫu;Gia Phú;1.085;không
3;Tổ dân phố 5;;abc;
4;;Gia Phú;40;có
5;thôn mẫu sơn;Gia Phú;90;
"""


@pytest.fixture
def admin(person, gia_phu):
    """Minh keeps the list of villages."""
    return person("Minh", gia_phu, "quan_tri")


def _send(client, content: bytes, name: str = "thon.csv"):
    return client.post(
        reverse("desk:villages_file"), {"file": SimpleUploadedFile(name, content)}, follow=True
    )


def _accept(client, page):
    form = page.context["form"]
    columns = {name: form[name].value() or "" for name in form.fields}
    return client.post(page.request["PATH_INFO"], columns, follow=True)


def test_a_village_is_added_edited_and_closed_by_hand(admin, sign_in):
    client = sign_in(admin)
    facts = {"name": "Mẫu Sơn", "kind": "thon", "household_count": "120", "has_signal": "no"}

    client.post(reverse("desk:village_add"), facts)
    village = Village.objects.get()
    send(client, reverse("desk:village_edit", args=[village.pk]), household_count="1.085")
    client.post(reverse("desk:village_close", args=[village.pk]))

    village.refresh_from_db()
    assert (village.household_count, village.has_signal) == (1085, False)
    assert village.closed_at is not None
    assert [event.kind for event in Event.objects.order_by("number")] == [
        "units.village.added",
        "units.village.edited",
        "units.village.closed",
    ]


def test_a_closed_village_is_used_again(admin, mau_son, sign_in):
    client = sign_in(admin)
    client.post(reverse("desk:village_close", args=[mau_son.pk]))

    client.post(reverse("desk:village_reopen", args=[mau_son.pk]))

    mau_son.refresh_from_db()
    assert mau_son.closed_at is None


def test_two_villages_of_one_name_need_their_old_commune(admin, mau_son, sign_in):
    client = sign_in(admin)
    twin = {"name": "mẫu sơn", "kind": "thon"}

    refused = client.post(reverse("desk:village_add"), twin)
    client.post(reverse("desk:village_add"), {**twin, "former_unit": "Xuân Giao"})

    assert "Đã có thôn tên này" in refused.content.decode()
    assert Village.objects.count() == 2


def test_clusters_are_named_inside_their_village(admin, mau_son, sign_in):
    client = sign_in(admin)

    client.post(reverse("desk:cluster_add", args=[mau_son.pk]), {"name": "Hang Đá"})
    cluster = Cluster.objects.get(village=mau_son)
    send(client, reverse("desk:cluster_rename", args=[cluster.pk]), name="Hầu Chư Ngài")

    page = client.get(reverse("desk:village", args=[mau_son.pk])).content.decode()
    assert "Hầu Chư Ngài" in page


def test_villages_are_found_without_accents(admin, mau_son, gia_phu, sign_in):
    Village.objects.create(commune=gia_phu, name="Nậm Hẻn")

    page = sign_in(admin).get(reverse("desk:units"), {"q": "mau son"}).content.decode()

    assert "Mẫu Sơn" in page
    assert "Nậm Hẻn" not in page


def test_the_commune_is_shown_as_people_know_it(person, ta_van, sign_in):
    sua = person("Sua", ta_van, "quan_tri")

    page = sign_in(sua).get(reverse("desk:units")).content.decode()

    assert "Tả Van (gồm Mường Hoa cũ)" in page
    assert "Xã Mường Hoa" in page


def test_a_file_is_reviewed_before_anything_is_written(admin, sign_in):
    page = _send(sign_in(admin), CSV.encode("utf-8-sig"))

    assert Village.objects.count() == 0
    assert page.context["counts"] == {"new": 2, "bad": 3}
    assert "Nhận 2 thôn" in page.content.decode()


def test_bad_rows_are_named_by_their_cell(admin, sign_in):
    page = _send(sign_in(admin), CSV.encode("utf-8-sig"))

    problems = [
        (problem.cell, problem.message)
        for plan, _name in page.context["bad"]
        for problem in plan.problems
    ]
    assert problems == [
        ("D5", "“abc” không phải số hộ."),
        ("B6", "Thiếu tên thôn."),
        ("B7", "Trùng với dòng 3."),
    ]


def test_accepting_writes_the_good_rows_with_one_event(admin, sign_in):
    client = sign_in(admin)

    done = _accept(client, _send(client, CSV.encode("utf-8-sig")))

    villages = {str(village): village for village in Village.objects.all()}
    assert villages.keys() == {"thôn Mẫu Sơn", "bản Nà Mẫu"}
    assert villages["bản Nà Mẫu"].household_count == 1085
    assert villages["bản Nà Mẫu"].has_signal is False
    event = Event.objects.get()
    assert (event.kind, event.data["added"]) == ("units.villages.imported", 2)
    assert "2 thôn mới" in done.content.decode()


def test_a_second_import_changes_only_what_changed(admin, sign_in):
    client = sign_in(admin)
    _accept(client, _send(client, CSV.encode("utf-8-sig")))
    before = Village.objects.get(name="Mẫu Sơn")

    again = _send(client, CSV.replace("1.085", "1.090").encode("utf-8-sig"))
    counted = again.context["counts"]
    _accept(client, again)

    assert (counted["changed"], counted["same"]) == (1, 1)
    assert Village.objects.get(name="Nà Mẫu").household_count == 1090
    assert Village.objects.get(pk=before.pk).version == before.version


def test_an_empty_cell_takes_nothing_away(admin, gia_phu, sign_in):
    village = Village.objects.create(commune=gia_phu, name="Mẫu Sơn", household_count=120)
    client = sign_in(admin)

    page = _send(client, "Tên thôn;Số hộ\nMẫu Sơn;\n".encode())

    village.refresh_from_db()
    assert page.context["counts"] == {"same": 1}
    assert village.household_count == 120


def test_a_wrong_guess_is_put_right_before_accepting(admin, sign_in):
    client = sign_in(admin)
    page = _send(client, "STT;Thôn ở đâu;Hộ khẩu\n1;Mẫu Sơn;120\n".encode())
    address = page.request["PATH_INFO"]

    unread = page.context["form"].errors
    read_again = client.get(address, {"name": "1", "household_count": "2"})

    assert "name" in unread
    assert read_again.context["counts"] == {"new": 1}


def test_an_excel_file_is_read_like_the_blank_we_give_out(admin, sign_in):
    client = sign_in(admin)
    blank = client.get(reverse("desk:villages_blank"))
    headers = CalamineWorkbook.from_filelike(io.BytesIO(blank.content)).get_sheet_by_index(0)
    names = [str(cell) for row in headers.to_python() for cell in row]
    table = Table(
        columns=tuple(Column(title=name) for name in names),
        rows=(Row(cells=("Mẫu Sơn", "thôn", "T01", "Gia Phú", 86, "x", "có")),),
    )

    page = _send(client, write_workbook([SheetTable(name="thon", table=table)]), "thon.xlsx")
    _accept(client, page)

    village = Village.objects.get()
    assert (village.code, village.household_count, village.is_highland, village.has_signal) == (
        "T01",
        86,
        True,
        True,
    )


def test_a_file_that_is_no_list_says_what_to_do(admin, sign_in):
    page = _send(sign_in(admin), b"\x00\xff\xfe\xfa\x81", "anh.jpg")

    assert page.status_code == 422
    assert "Lưu lại dạng .xlsx" in page.content.decode()


def test_the_list_goes_out_as_excel(admin, mau_son, sign_in):
    response = sign_in(admin).get(reverse("desk:units"), {"tai": "xlsx"})

    sheet = CalamineWorkbook.from_filelike(io.BytesIO(response.content)).get_sheet_by_index(0)
    assert "Mẫu Sơn" in [str(cell) for row in sheet.to_python() for cell in row]


def test_a_village_of_another_commune_does_not_exist_here(admin, ta_van, sign_in):
    village = Village.objects.create(commune=ta_van, name="Tả Van Giáy")
    client = sign_in(admin)

    names = ("village", "village_edit", "village_close", "cluster_add")
    answers = [
        client.get(reverse(f"desk:{name}", args=[village.pk])).status_code for name in names
    ]

    assert answers == [404] * len(names)


def test_an_old_name_leads_to_the_commune_of_today(lan, sign_in):
    page = sign_in(lan).get(reverse("desk:catalogue"), {"q": "muong hoa"}).content.decode()

    assert "Xã Tả Van" in page
    assert "Xã Mường Hoa" in page


def test_the_catalogue_knows_34_provinces_and_the_communes_of_lao_cai(lan, sign_in):
    client = sign_in(lan)

    provinces = client.get(reverse("desk:catalogue")).context["provinces"]
    lao_cai = client.get(reverse("desk:catalogue"), {"tinh": "15"}).context["found"]

    assert len(provinces) == 34
    assert len(lao_cai) == 99
