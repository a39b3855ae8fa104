"""A roadmap is proposed with reasons, moved by people with a sentence, and becomes a plan."""

from datetime import date

import pytest
from django.apps import apps
from django.core.exceptions import ObjectDoesNotExist, PermissionDenied, ValidationError

from xaso.core.units.models import Village
from xaso.core.worktime.queries import calendar_of
from xaso.modules.indicators.tests import make as numbers
from xaso.modules.plans.five_clear import unclear
from xaso.modules.roadmap import actions
from xaso.modules.roadmap.catalogue import tables
from xaso.modules.roadmap.given import Promise, Wanted
from xaso.modules.roadmap.models import Need, RoadmapLine
from xaso.modules.roadmap.public import promises_in, request_in
from xaso.modules.roadmap.queries.roadmaps import facts_of_roadmap
from xaso.modules.roadmap.sketching import due_day, quarter_start
from xaso.modules.roadmap.words import lacks_words, why_words

from . import make

pytestmark = pytest.mark.django_db
Goal, Plan, Target, Task = (
    apps.get_model("plans", name) for name in ("Goal", "Plan", "Target", "Task")
)


@pytest.fixture
def roadmap(minh, thao, mau_son):
    return make.roadmap(minh)


def lines(roadmap):
    return {line.block: line for line in roadmap.lines.all()}


def move(actor, roadmap, block, quarter, sentence="Chờ đường truyền mới."):
    return actions.move_block(
        actor=actor, roadmap_id=roadmap.pk, block=block, quarter=quarter, sentence=sentence,
        at=make.NOW,
    )  # fmt: skip


def test_every_line_says_why_and_which_trouble_it_answers(roadmap):
    facts = facts_of_roadmap(roadmap)

    for line in lines(roadmap).values():
        assert all(why_words(line, facts))
        assert tables().blocks[line.block].difficulty
        if line.is_alternative:
            assert lacks_words(line)
            assert tables().blocks[line.block].alternative


def test_a_reason_names_the_answer_as_it_was_asked(roadmap):
    nt5 = lines(roadmap)["NT5"]
    kt6 = lines(roadmap)["KT6"]

    assert lacks_words(nt5) == ["về sóng: từ nửa số thôn trở lên trắng sóng, lõm sóng."]
    told = why_words(kt6, facts_of_roadmap(roadmap))
    assert "homestay" in told[0]
    assert told[0].endswith("Không.")


def test_a_survey_that_is_not_finished_gives_no_roadmap(minh):
    survey = make.survey(minh)

    with pytest.raises(ValidationError, match="xong khảo sát"):
        make.roadmap(minh, survey=survey)


def test_a_roadmap_begins_with_a_quarter(minh):
    survey = make.survey(minh, make.FAR_AWAY)

    with pytest.raises(ValidationError, match="ngày đầu của một quý"):
        make.roadmap(minh, survey=survey, first_day=date(2027, 2, 1))


def test_open_points_of_the_commune_move_the_order(minh, thao, mau_son):
    survey = make.survey(minh, make.FAR_AWAY)
    numbers.value(minh, "phan-anh-den-han", 20)
    numbers.value(minh, "phan-anh-dung-han", 20)

    cq5 = lines(make.roadmap(minh, survey=survey))["CQ5"]

    assert cq5.reasons["points"] == "0"
    assert "items" not in cq5.reasons


def test_a_person_takes_a_block_out_with_a_sentence(minh, roadmap):
    moved = move(minh, roadmap, "XH3", 0)

    assert (moved.state, moved.quarter) == ("bo_ra", 0)
    assert why_words(moved, {}) == ["Người lập bỏ ra: Chờ đường truyền mới."]


def test_a_block_taken_out_makes_room_for_another(minh, roadmap):
    assert roadmap.lines.filter(quarter=4).count() == 6
    last = roadmap.lines.filter(quarter=4).order_by("order").last()
    waiting = roadmap.lines.filter(state="de_sau").exclude(block__in=["KT5"]).first()

    with pytest.raises(ValidationError, match="đã có 6 viên gạch"):
        move(minh, roadmap, waiting.block, 4)
    move(minh, roadmap, last.block, 0)

    assert move(minh, roadmap, waiting.block, 4).quarter == 4


def test_moving_without_a_reason_is_refused(minh, roadmap):
    with pytest.raises(ValidationError, match="vì sao chuyển"):
        move(minh, roadmap, "XH3", 0, sentence="  ")


def test_what_others_wait_for_is_not_taken_out_under_them(minh, roadmap):
    with pytest.raises(ValidationError, match="Đang chờ viên gạch này"):
        move(minh, roadmap, "NT1", 0)


def test_a_block_is_not_moved_before_what_it_needs(minh, roadmap):
    nt3, kt1 = lines(roadmap)["NT3"], lines(roadmap)["KT1"]
    assert nt3.quarter == kt1.quarter == 2
    move(minh, roadmap, "CQ6", 0)

    with pytest.raises(ValidationError, match="Phải làm trước: NT3"):
        move(minh, roadmap, "KT1", 1)


def test_a_block_there_is_not_is_not_found(minh, roadmap):
    with pytest.raises(ObjectDoesNotExist):
        move(minh, roadmap, "NT99", 1)


def test_another_commune_does_not_move_it(sua, roadmap):
    with pytest.raises(ObjectDoesNotExist):
        move(sua, roadmap, "XH3", 0)


def test_every_task_of_the_plan_has_four_of_the_five_clear(minh, roadmap):
    written = actions.write_roadmap_plan(actor=minh, roadmap_id=roadmap.pk, at=make.NOW)

    plan = Plan.objects.get(pk=written.plan_id)
    tasks = list(Task.objects.filter(plan=plan))
    assert plan.state == Plan.State.NHAP
    assert (plan.year, plan.period_to) == (2027, date(2027, 12, 31))
    assert len(tasks) > 60
    assert {each.code for task in tasks for each in unclear(task)} == {"nguoi"}
    assert all(task.lead_unit_text and task.product for task in tasks)


def test_the_plan_has_pillars_targets_and_days_of_work(minh, gia_phu, roadmap):
    numbers.value(minh, "nguoi-du-tuoi-vneid", 200)
    numbers.value(minh, "nguoi-vneid", 90)

    make.only(roadmap, "NT1", "NT3", "NT5", "CQ1", "KT1", "XH1")
    written = actions.write_roadmap_plan(actor=minh, roadmap_id=roadmap.pk, at=make.NOW)

    calendar = calendar_of(gia_phu)
    days = Task.objects.filter(plan_id=written.plan_id).values_list("due_date", flat=True)
    assert all(calendar.is_working_day(day) for day in days)
    assert min(days) >= date(2027, 1, 1)
    goals = set(Goal.objects.filter(plan_id=written.plan_id).values_list("pillar", flat=True))
    assert goals == {"nhan_thuc", "ha_tang", "chinh_quyen_so", "kinh_te_so", "xa_hoi_so"}
    vneid = Target.objects.get(plan_id=written.plan_id, code="LT 8.2")
    assert (vneid.baseline_number, vneid.value_code) == (45, "nguoi-vneid")


def test_what_nobody_knew_becomes_a_task_to_find_out(minh, thao):
    answers = {
        code: value for code, value in make.FAR_AWAY.items() if code not in {"HT04", "XH03"}
    }
    roadmap = make.only(make.roadmap(minh, answers), "NT1")

    written = actions.write_roadmap_plan(actor=minh, roadmap_id=roadmap.pk, at=make.NOW)

    found = Task.objects.filter(plan_id=written.plan_id, title__startswith="Tìm hiểu")
    assert found.count() == 2
    assert any("rớt mấy lần" in task.title for task in found)


def test_village_heads_lead_their_own_tasks_in_every_village(minh, gia_phu, roadmap):
    Village.objects.create(commune=gia_phu, name="Nà Mẫu")
    make.only(roadmap, "NT3", "XH1")

    written = actions.write_roadmap_plan(actor=minh, roadmap_id=roadmap.pk, at=make.NOW)

    heads = Task.objects.filter(plan_id=written.plan_id, lead_role="truong_thon")
    assert heads
    assert {task.village_count for task in heads} == {2}
    assert not any(unclear(task) for task in heads)


def test_the_plan_is_written_once_and_then_the_roadmap_rests(minh, roadmap):
    make.only(roadmap, "NT1", "XH3")
    actions.write_roadmap_plan(actor=minh, roadmap_id=roadmap.pk, at=make.NOW)

    with pytest.raises(ValidationError, match="đã lập thành kế hoạch"):
        actions.write_roadmap_plan(actor=minh, roadmap_id=roadmap.pk, at=make.NOW)
    with pytest.raises(ValidationError, match="đã lập thành kế hoạch"):
        move(minh, roadmap, "XH3", 0)


def test_parts_the_blocks_need_are_switched_on(minh, gia_phu, roadmap, monkeypatch):
    monkeypatch.setattr(
        apps.get_app_config("indicators"), "switch_about", "Số liệu", raising=False
    )
    gia_phu.modules_off = ["indicators"]
    gia_phu.save()
    minh.commune.refresh_from_db()
    make.only(roadmap, "NT2")

    actions.write_roadmap_plan(actor=minh, roadmap_id=roadmap.pk, at=make.NOW)

    gia_phu.refresh_from_db()
    assert gia_phu.modules_off == []


def test_who_may_only_read_writes_no_plan(person, gia_phu, roadmap):
    dua = person("Dua", gia_phu, "bi_thu")

    with pytest.raises(PermissionDenied):
        actions.write_roadmap_plan(actor=dua, roadmap_id=roadmap.pk, at=make.NOW)


def test_a_week_of_work_skips_the_days_off(gia_phu):
    calendar = calendar_of(gia_phu)

    assert due_day(calendar, date(2027, 3, 6), 1) == date(2027, 3, 15)
    assert [quarter_start(date(2026, 10, 1), number) for number in (1, 2, 5)] == [
        date(2026, 10, 1), date(2027, 1, 1), date(2027, 10, 1)
    ]  # fmt: skip


def test_the_request_counts_by_village_and_leaves_the_price_to_people(minh, gia_phu, roadmap):
    Village.objects.create(commune=gia_phu, name="Nà Mẫu", has_signal=False)
    actions.draft_needs(actor=minh, roadmap_id=roadmap.pk)
    loud = Need.objects.get(roadmap=roadmap, block="NT8")
    dead = Need.objects.get(roadmap=roadmap, item__startswith="Trạm phát sóng")
    assert (loud.quantity, dead.quantity, loud.unit_price_vnd) == (2, 1, None)

    actions.save_needs(
        actor=minh,
        roadmap_id=roadmap.pk,
        rows=[
            Wanted("NT8", loud.item, 2, 12_000_000, "tỉnh"),
            Wanted("NT5", dead.item, 0, None, ""),
        ],
    )

    request = request_in(gia_phu, 2027)
    assert request.known_total_vnd == 24_000_000
    assert dead.item not in [need.item for need in request.needs]
    assert request.without_price == len(request.needs) - 1
    assert ("Sóng yếu" in dict(request.difficulties)) is True


def test_drafting_the_request_again_keeps_what_was_typed(minh, roadmap):
    actions.draft_needs(actor=minh, roadmap_id=roadmap.pk)
    first = Need.objects.filter(roadmap=roadmap).first()
    row = Wanted(first.block, first.item, 9, 1000, "xã")
    actions.save_needs(actor=minh, roadmap_id=roadmap.pk, rows=[row])

    actions.draft_needs(actor=minh, roadmap_id=roadmap.pk)

    first.refresh_from_db()
    assert (first.quantity, first.unit_price_vnd) == (9, 1000)


def test_leaders_promises_are_proposed_then_kept(minh, gia_phu, roadmap):
    proposed = promises_in(gia_phu, 2027)
    assert proposed[0].promised == 4

    actions.save_promises(actor=minh, roadmap_id=roadmap.pk, promises=[Promise("hop", 6, 2)])

    kept = promises_in(gia_phu, 2027)
    assert (kept[0].promised, kept[0].kept) == (6, 2)
    assert kept[1] == proposed[1]


def test_a_promise_nobody_knows_is_refused(minh, roadmap):
    with pytest.raises(ValidationError, match="Không có cam kết"):
        actions.save_promises(
            actor=minh, roadmap_id=roadmap.pk, promises=[Promise("bay", 1, None)]
        )


def test_a_line_that_is_done_always_has_a_quarter(roadmap):
    from django.db import IntegrityError, transaction

    with pytest.raises(IntegrityError), transaction.atomic():
        RoadmapLine.objects.filter(roadmap=roadmap, block="NT1").update(quarter=0)
