"""Households: what a file says is reviewed, taken once, undone whole; names are seen by few."""

import io
from datetime import timedelta

import pytest
from django.core.exceptions import ObjectDoesNotExist, PermissionDenied, ValidationError
from django.urls import reverse
from openpyxl import Workbook, load_workbook

from conftest import MORNING
from xaso.core.edits import wanted
from xaso.core.events.models import Event
from xaso.core.residents import actions
from xaso.core.residents.forgetting import forget_names
from xaso.core.residents.imports import plan_of
from xaso.core.residents.models import Household, HouseholdImport
from xaso.core.rights.actor import system_actor
from xaso.core.units.actions import add_cluster, add_village
from xaso.core.units.models import Village

HEAD = [
    "Thôn",
    "Mã hộ",
    "Họ và tên chủ hộ",
    "Cụm dân cư",
    "Nhân khẩu",
    "Có smartphone",
    "Ngôn ngữ",
]


@pytest.fixture(autouse=True)
def law(db):
    from xaso.core.law.seed import load_law

    load_law()


@pytest.fixture
def na_mau(gia_phu):
    return Village.objects.create(commune=gia_phu, name="Nà Mẫu")


def sheet(*rows, head=HEAD):
    book = Workbook()
    book.active.append(head)
    for row in rows:
        book.active.append(row)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def start(actor, content, **more):
    return actions.start_import(actor=actor, name="ho.xlsx", content=content, at=MORNING, **more)


def take(actor, content, *, closes_gone=False, **more):
    batch = start(actor, content, **more)
    actions.queue_import(
        actor=actor,
        import_id=batch.pk,
        columns=batch.columns,
        closes_gone=closes_gone,
        at=MORNING,
    )
    return actions.take_import(actor=actor, import_id=batch.pk, at=MORNING)


def add(actor, village, name="Lý A Sở", **more):
    return actions.add_household(
        actor=actor, village_id=village.pk, head_name=name, at=MORNING, **more
    )


def problems(batch):
    return [(p.cell, p.message) for row in plan_of(batch).rows for p in row.problems]


def test_codes_follow_one_another_and_are_never_given_twice(lan, mau_son):
    first = add(lan, mau_son)
    actions.close_household(actor=lan, household_id=first.pk, reason="chuyen_di", at=MORNING)
    second = add(lan, mau_son, "Vàng Thị Mỷ")

    assert (first.code, second.code) == ("H00001", "H00002")
    with pytest.raises(ValidationError, match="đã có hộ khác dùng"):
        add(lan, mau_son, "Giàng A Páo", code="h00001")


def test_a_list_is_read_by_whatever_its_columns_are_called(lan, mau_son, na_mau):
    add_cluster(actor=system_actor(lan.commune), village_id=mau_son.pk, name="Cụm trên")
    batch = take(
        lan,
        sheet(
            ["thôn MẪU SƠN", "MS-01", "Giàng A Páo", "cụm trên", 5, "x", "H'Mông"],
            ["Nà Mẫu", None, "Lý Thị Mỷ", None, None, "không", None],
        ),
    )

    pao, my = Household.objects.order_by("head_name")
    assert (batch.new_count, batch.bad_count) == (2, 0)
    assert (pao.code, pao.village, pao.cluster.name) == ("MS-01", mau_son, "Cụm trên")
    assert (pao.members_count, pao.has_smartphone, pao.language) == (5, True, "hmn")
    assert (my.village, my.has_smartphone, my.members_count) == (na_mau, False, None)


def test_each_mistake_is_named_by_its_cell(lan, mau_son):
    batch = start(
        lan,
        sheet(
            ["Thôn lạ", None, "Giàng A Páo", None, 5, None, None],
            ["Mẫu Sơn", "A1", None, None, 500, "chắc có", "tiếng lạ"],
            ["Mẫu Sơn", "A1", "Lý A Sở", None, None, None, None],
        ),
    )

    found = problems(batch)
    assert [cell for cell, _message in found] == ["A2", "C3", "E3", "F3", "G3", "B4"]
    assert "không có thôn “Thôn lạ”" in found[0][1]
    assert "Trùng mã hộ với dòng 3" in found[-1][1]


def test_a_list_without_a_column_of_villages_needs_one_to_be_chosen(lan, mau_son):
    content = sheet(["Giàng A Páo"], head=["Chủ hộ"])

    with pytest.raises(ValidationError, match="Chọn thôn"):
        start(lan, content)
    assert take(lan, content, village_id=mau_son.pk).new_count == 1
    with pytest.raises(ValidationError, match="tên chủ hộ"):
        start(lan, sheet(["5"], head=["Số khẩu"]), village_id=mau_son.pk)


def test_the_same_file_a_second_time_changes_nothing_and_what_changed_is_told(lan, mau_son):
    """Three households of one name are three households both times."""
    names = [["Giàng A Páo", 4], ["Giàng A Páo", 5], ["Giàng A Páo", 6]]
    head = ["Chủ hộ", "Số khẩu"]
    take(lan, sheet(*names, head=head), village_id=mau_son.pk)
    again = start(lan, sheet(*names, head=head), village_id=mau_son.pk)
    grown = start(lan, sheet(*names[:2], ["Giàng A Páo", 7], head=head), village_id=mau_son.pk)

    assert plan_of(again).counts == {"same": 3}
    assert plan_of(grown).counts == {"same": 2, "changed": 1}
    assert Household.objects.count() == 3


def test_an_empty_cell_takes_nothing_away(lan, mau_son):
    add(lan, mau_son, members_count=6)
    batch = start(lan, sheet(["Lý A Sở", None], head=["Chủ hộ", "Số khẩu"]), village_id=mau_son.pk)

    assert plan_of(batch).counts == {"same": 1}


def test_households_that_are_gone_close_only_when_asked(lan, mau_son, na_mau):
    kept, gone, elsewhere = (
        add(lan, mau_son),
        add(lan, mau_son, "Đã chuyển"),
        add(lan, na_mau, "Thôn khác"),
    )
    file = sheet(["Mẫu Sơn", None, "Lý A Sở", None, 4, None, None])

    assert plan_of(start(lan, file)).gone == (gone,)
    take(lan, file, closes_gone=True)
    closed = set(Household.objects.filter(closed_at__isnull=False))
    assert closed == {gone}
    assert {kept, elsewhere}.isdisjoint(closed)


def test_a_village_with_a_bad_row_closes_nobody(lan, mau_son):
    add(lan, mau_son, "Có khi là dòng sai kia")
    file = sheet(
        ["Mẫu Sơn", None, "Lý A Sở", None, 4, None, None],
        ["Mẫu Sơn", None, None, None, 3, None, None],
    )

    assert plan_of(start(lan, file)).gone == ()


def test_an_import_is_undone_as_a_whole(lan, mau_son):
    old = add(lan, mau_son, members_count=3)
    gone = add(lan, mau_son, "Đã chuyển")
    file = sheet(
        ["Mẫu Sơn", None, "Lý A Sở", None, 4, None, None],
        ["Mẫu Sơn", None, "Hộ mới", None, 2, None, None],
    )
    batch = take(lan, file, closes_gone=True)

    actions.undo_import(actor=lan, import_id=batch.pk, at=MORNING)

    old.refresh_from_db()
    gone.refresh_from_db()
    assert (old.members_count, gone.closed_at) == (3, None)
    assert Household.objects.count() == 2
    with pytest.raises(ValidationError, match="không hoàn tác được nữa"):
        actions.undo_import(actor=lan, import_id=batch.pk, at=MORNING)


def test_what_was_edited_since_keeps_the_import_from_being_undone(lan, mau_son):
    batch = take(lan, sheet(["Mẫu Sơn", None, "Hộ mới", None, 2, None, None]))
    household = Household.objects.get()
    changes = wanted(household, head_name="Tên đúng")
    actions.edit_household(actor=lan, household_id=household.pk, changes=changes)

    with pytest.raises(ValidationError, match="1 hộ đã được sửa"):
        actions.undo_import(actor=lan, import_id=batch.pk, at=MORNING)
    assert Household.objects.get().head_name == "Tên đúng"


def test_a_long_list_is_taken_in_the_background(lan, mau_son, sign_in):
    from xaso.core.jobs.background import work_off
    from xaso.core.jobs.models import Job

    rows = [["Mẫu Sơn", f"X{n}", "Giàng A Páo", None, 4, None, None] for n in range(450)]
    batch = start(lan, sheet(*rows))
    client = sign_in(lan)
    review = reverse("desk:households_review", args=[batch.pk])
    columns = {name: str(place) for name, place in batch.columns.items()}

    assert "Nhận 450 hộ" in client.get(review).content.decode()
    client.post(review, columns)
    assert Household.objects.count() == 0
    work_off()

    assert Household.objects.count() == 450
    assert "450 hộ mới" in Job.objects.get(name="residents.import").result
    batch.refresh_from_db()
    assert (batch.state, batch.grid) == (HouseholdImport.State.DONE, [])


def test_two_rows_that_are_one_household_are_merged(lan, mau_son):
    kept = add(lan, mau_son, "Giàng A Páo")
    other = add(lan, mau_son, "Giàng A Pao", members_count=5)

    actions.merge_households(
        actor=lan, household_id=kept.pk, other_code=other.code.lower(), at=MORNING
    )

    kept.refresh_from_db()
    other.refresh_from_db()
    assert kept.members_count == 5
    assert (other.merged_into, other.close_reason) == (kept, "ghi_trung")
    with pytest.raises(ValidationError, match="chính là hộ này"):
        actions.merge_households(actor=lan, household_id=kept.pk, other_code=kept.code, at=MORNING)


def test_a_village_head_reaches_the_own_village_alone(lan, pao, mau_son, na_mau):
    own, other = add(lan, mau_son), add(lan, na_mau, "Thôn khác")

    actions.close_household(actor=pao, household_id=own.pk, reason="chuyen_di", at=MORNING)
    with pytest.raises(ObjectDoesNotExist):
        actions.close_household(actor=pao, household_id=other.pk, reason="chuyen_di", at=MORNING)
    with pytest.raises(ObjectDoesNotExist):
        add(pao, na_mau)
    with pytest.raises(PermissionDenied):
        start(pao, b"x")


def test_names_are_masked_for_whoever_does_not_walk_from_door_to_door(
    lan, thao, pao, mau_son, na_mau, sign_in
):
    add(lan, mau_son, "Giàng A Páo", language="hmn")
    add(lan, na_mau, "Vàng Thị Mỷ")
    path = reverse("desk:households")

    seen = {who.name: sign_in(who).get(path).content.decode() for who in (lan, thao, pao)}

    assert "Giàng A Páo" in seen["Lan"]
    assert "Giàng A Páo" not in seen["Thào"]
    assert "G. •••" in seen["Thào"]
    assert "Giàng A Páo" in seen["Páo"]
    assert "Vàng Thị Mỷ" not in seen["Páo"]


def test_searching_gives_no_name_away_to_those_who_see_masks(lan, thao, mau_son, sign_in):
    add(lan, mau_son, "Giàng A Páo")
    path = reverse("desk:households")

    assert "H00001" in sign_in(lan).get(path, {"q": "giang a pao"}).content.decode()
    assert "H00001" not in sign_in(thao).get(path, {"q": "giang"}).content.decode()
    assert "H00001" in sign_in(thao).get(path, {"q": "h0000"}).content.decode()


def test_a_look_at_a_masked_name_is_asked_why_and_recorded(lan, thao, mau_son, sign_in):
    household = add(lan, mau_son, "Giàng A Páo")
    path = reverse("desk:household_name", args=[household.pk])
    client = sign_in(thao)

    assert "Giàng A Páo" not in client.get(path).content.decode()
    assert "Giàng A Páo" in client.post(path, {"reason": "lien-he"}).content.decode()
    event = Event.objects.get(kind="privacy.field.read")
    assert event.data["fields"] == ["residents.Household.head_name"]


def test_a_file_of_names_leaves_a_line_and_holds_no_formula(lan, thao, mau_son, sign_in):
    add(lan, mau_son, '=HYPERLINK("x")')
    path = reverse("desk:households") + "?tai=xlsx"

    book = load_workbook(io.BytesIO(sign_in(lan).get(path).content))
    cell = book.active.cell(row=2, column=3)

    assert (cell.data_type, cell.value) == ("s", '=HYPERLINK("x")')
    assert Event.objects.get(kind="residents.list.handed_out").data["count"] == 1
    assert sign_in(thao).get(path).status_code == 403


def test_names_go_when_their_time_is_over_and_counts_stay(lan, mau_son):
    closed, open_one = add(lan, mau_son, members_count=4), add(lan, mau_son, "Vàng Thị Mỷ")
    actions.close_household(actor=lan, household_id=closed.pk, reason="chuyen_di", at=MORNING)
    office = system_actor(lan.commune)

    assert forget_names(actor=office, at=MORNING + timedelta(days=700)) == (0, 0)
    assert forget_names(actor=office, at=MORNING + timedelta(days=800)) == (1, 0)

    closed.refresh_from_db()
    open_one.refresh_from_db()
    assert (closed.head_name, closed.head_folded, closed.members_count) == ("", "", 4)
    assert open_one.head_name == "Vàng Thị Mỷ"
    assert Event.objects.get(kind="residents.names.forgotten").data["households"] == 1
    with pytest.raises(ValidationError, match="thời hạn lưu"):
        actions.reopen_household(actor=lan, household_id=closed.pk)


def test_what_a_file_held_goes_with_its_time(lan, mau_son):
    batch = start(lan, sheet(["Mẫu Sơn", None, "Hộ mới", None, 2, None, None]))
    taken = take(lan, sheet(["Mẫu Sơn", None, "Hộ khác", None, 2, None, None]))

    later = MORNING + timedelta(days=31)
    assert forget_names(actor=system_actor(lan.commune), at=later) == (0, 2)

    batch.refresh_from_db()
    assert (batch.state, batch.grid) == (HouseholdImport.State.DROPPED, [])
    with pytest.raises(ValidationError, match="quá thời hạn giữ"):
        actions.undo_import(actor=lan, import_id=taken.pk, at=later)


def test_the_blank_file_is_read_back(lan, mau_son, sign_in):
    book = load_workbook(io.BytesIO(sign_in(lan).get(reverse("desk:households_blank")).content))
    page = book.active
    for column, value in enumerate(["Mẫu Sơn", "", "Lý A Sở", "", 4, "có", "Mông"], start=1):
        page.cell(row=2, column=column, value=value)
    file = io.BytesIO()
    book.save(file)

    assert take(lan, file.getvalue()).new_count == 1


def test_the_printed_list_of_a_village_is_by_cluster_and_recorded(lan, mau_son, sign_in):
    add(lan, mau_son, "Giàng A Páo")

    page = sign_in(lan).get(reverse("desk:households_print", args=[mau_son.pk]))

    assert "Giàng A Páo" in page.content.decode()
    assert Event.objects.get(kind="residents.list.handed_out").data["kind"] == "in"


def test_a_village_that_is_closed_takes_no_household(lan, minh, gia_phu):
    old = add_village(actor=minh, name="Thôn cũ", kind="thon")
    Village.objects.filter(pk=old.pk).update(closed_at=MORNING)

    with pytest.raises(ValidationError, match="ngừng dùng"):
        add(lan, old)
