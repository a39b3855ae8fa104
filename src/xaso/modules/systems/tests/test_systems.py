"""Systems on the map, the numbers they hold, who gets in, what is taken out."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.core.exceptions import ObjectDoesNotExist, PermissionDenied, ValidationError
from django.db import IntegrityError, transaction

from xaso.modules.indicators.packs.value_defs import value_defs
from xaso.modules.systems import actions
from xaso.modules.systems.models import Every, ExportTaken, Level, System, SystemAccount, WayOut
from xaso.modules.systems.no_passwords import names_a_password
from xaso.modules.systems.queries.sources import number_sources
from xaso.modules.systems.ready import ready_systems

from . import make

pytestmark = pytest.mark.django_db


def test_the_ready_list_is_whole_and_points_at_numbers_that_are_known():
    known = value_defs()

    for ready in ready_systems().values():
        assert ready.level in Level.values
        assert ready.way_out in WayOut.values
        assert ready.every in Every.values
        assert ready.web_address == "" or ready.web_address.startswith("https://")
        assert set(ready.figures) <= set(known), ready.code
        assert not names_a_password(ready.purpose)
    assert len(ready_systems()) >= 15


def test_ticked_systems_come_with_their_numbers_once(lan):
    ticked = ["dvc-quoc-gia", "i-speed"]

    made = actions.choose_ready_systems(actor=lan, codes=ticked, today=make.TODAY)

    assert {system.name for system in made} == {"Cổng Dịch vụ công quốc gia", "i-Speed"}
    assert made[0].figures.filter(value_code="muc-hai-long").exists()
    with pytest.raises(ValidationError, match="ít nhất một"):
        actions.choose_ready_systems(actor=lan, codes=ticked, today=make.TODAY)


def test_a_system_typed_by_hand_is_not_doubled_by_the_list(lan):
    make.system(lan, "i-speed")

    with pytest.raises(ValidationError, match="ít nhất một"):
        actions.choose_ready_systems(actor=lan, codes=["i-speed"], today=make.TODAY)


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"web_address": "http://xa.example"}, "web_address"),
        ({"web_address": "javascript:alert(1)"}, "web_address"),
        ({"web_address": "https://lan:matkhau@xa.example/"}, "web_address"),
        ({"web_address": "https://"}, "web_address"),
        ({"way_out": WayOut.NONE, "every": Every.MONTH}, "every"),
        ({"name": "MỘT CỬA của Tỉnh"}, "name"),
    ],
)
def test_what_cannot_be_is_refused_at_its_field(lan, said, field):
    make.system(lan)

    with pytest.raises(ValidationError) as refused:
        make.system(lan, **{"name": "Khác", **said})

    assert list(refused.value.message_dict) == [field]


def test_the_table_itself_refuses_an_address_that_is_not_https(lan):
    system = make.system(lan)

    with pytest.raises(IntegrityError), transaction.atomic():
        System.objects.filter(pk=system.pk).update(web_address="javascript:alert(1)")


def test_a_new_system_is_first_due_after_the_running_month(lan):
    assert make.system(lan).due_date == date(2026, 12, 5)
    assert make.system(lan, "Không lấy", every=Every.NEVER).due_date is None


def test_an_export_moves_the_due_day_and_taking_it_back_moves_it_back(lan):
    system = make.system(lan, every=Every.WEEK)
    export = make.export(lan, system, period="")
    system.refresh_from_db()
    assert (system.last_date, system.due_date) == (make.TODAY, date(2026, 12, 1))

    later = make.NOW + timedelta(hours=3)
    actions.take_back_export(actor=lan, export_id=export.pk, at=later)

    system.refresh_from_db()
    assert system.last_date is None
    assert ExportTaken.objects.count() == 2
    with pytest.raises(ValidationError, match="đã rút lại"):
        actions.take_back_export(actor=lan, export_id=export.pk, at=later)


def test_an_export_is_taken_back_only_the_same_day_and_by_who_noted_it(lan, mai, minh):
    system = make.system(lan)
    export = make.export(lan, system)

    with pytest.raises(ValidationError, match="Người ghi"):
        actions.take_back_export(actor=mai, export_id=export.pk, at=make.NOW)
    with pytest.raises(ValidationError, match="trong ngày"):
        actions.take_back_export(actor=lan, export_id=export.pk, at=make.NOW + timedelta(days=1))
    actions.take_back_export(actor=minh, export_id=export.pk, at=make.NOW)


def test_nobody_takes_out_numbers_tomorrow(lan):
    with pytest.raises(ValidationError, match="chưa đến"):
        make.export(lan, make.system(lan), day=make.TODAY + timedelta(days=1))


def test_a_system_no_longer_used_asks_for_nothing_until_it_is_taken_up_again(lan):
    system = make.system(lan)
    stop = {"day": make.YESTERDAY, "today": make.TODAY}

    with pytest.raises(ValidationError, match="vì sao"):
        actions.stop_system(actor=lan, system_id=system.pk, reason=" ", **stop)
    stopped = actions.stop_system(
        actor=lan, system_id=system.pk, reason="Tỉnh đổi hệ thống", **stop
    )
    assert stopped.due_date is None
    with pytest.raises(ValidationError, match="đã ngừng dùng"):
        make.export(lan, system)

    next_year = date(2027, 3, 1)
    again = actions.resume_system(actor=lan, system_id=system.pk, today=next_year)

    assert (again.stopped_date, again.stopped_reason) == (None, "")
    assert again.due_date == date(2027, 4, 5)


def test_another_rhythm_counts_from_what_was_taken_out_before(lan):
    system = make.system(lan)
    make.export(lan, system, period="2026-10")

    changed = make.edited(lan, system, every=Every.QUARTER)

    assert changed.due_date == date(2027, 1, 5)


def test_one_account_is_given_once_and_ends_on_a_day_after_it_was_given(lan, mai):
    system = make.system(lan)
    account = make.account(lan, system, mai)
    with pytest.raises(ValidationError, match="đã có tài khoản"):
        make.account(lan, system, mai)

    end = {"actor": lan, "account_id": account.pk, "reason": "", "today": make.TODAY}
    with pytest.raises(ValidationError, match="sau ngày được cấp"):
        actions.end_account(closed_date=date(2026, 1, 1), **end)
    actions.end_account(closed_date=make.TODAY, **end)

    assert SystemAccount.objects.get().closed_date == make.TODAY
    make.account(lan, system, mai)


def test_each_number_says_where_it_is_taken_from_and_who_can_open_it(lan, mai):
    system = make.system(lan)
    actions.add_figure(actor=lan, system_id=system.pk, value_code="hs-tiep-nhan", where="Báo cáo")
    make.account(lan, system, mai)
    gone = make.system(lan, "Hệ thống cũ")
    actions.add_figure(actor=lan, system_id=gone.pk, value_code="hs-tiep-nhan")
    actions.stop_system(
        actor=lan, system_id=gone.pk, day=make.TODAY, reason="Cũ", today=make.TODAY
    )

    rows = {row.number.code: row for row in number_sources(lan.commune, make.TODAY)}

    (source,) = rows["hs-tiep-nhan"].sources
    assert (source.system, source.where) == (system, "Báo cáo")
    assert [each.holder.full_name for each in source.system.open_accounts] == ["Mai"]
    assert rows["cbcc"].sources == ()
    assert rows["cbcc"].is_lost


def test_a_number_nobody_knows_is_refused(lan):
    system = make.system(lan)

    with pytest.raises(ValidationError, match="Không có số liệu này"):
        actions.add_figure(actor=lan, system_id=system.pk, value_code="khong-co")


def test_the_clerk_takes_numbers_out_but_does_not_draw_the_map(lan, mai):
    system = make.system(lan)

    make.export(mai, system)
    with pytest.raises(PermissionDenied):
        make.system(mai, "Của Mai")
    with pytest.raises(PermissionDenied):
        make.account(mai, system, mai)


def test_systems_of_another_commune_do_not_exist(lan, sua):
    system = make.system(lan)
    account = make.account(lan, system, lan)

    with pytest.raises(ObjectDoesNotExist):
        make.export(sua, system)
    with pytest.raises(ObjectDoesNotExist):
        actions.end_account(
            actor=sua, account_id=account.pk, closed_date=make.TODAY, reason="", today=make.TODAY
        )
    with pytest.raises(ValidationError, match="đang làm việc ở xã"):
        make.system(lan, "Khác", responsible_id=sua.account_id)
