"""A survey is opened filled with what the program knows, answered bit by bit, asked again."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import ObjectDoesNotExist, PermissionDenied, ValidationError

from xaso.core.jobs.kinds import KINDS
from xaso.core.jobs.models import Job
from xaso.core.jobs.running import Running
from xaso.core.units.models import Village
from xaso.modules.indicators.tests import make as numbers
from xaso.modules.plans.tests import make as plan_rows
from xaso.modules.roadmap import actions
from xaso.modules.roadmap.given import Said
from xaso.modules.roadmap.models import Answer, Survey
from xaso.modules.roadmap.queries.surveys import answers_of, survey_before

from . import make

pytestmark = pytest.mark.django_db
NEXT_QUARTER = make.NOW + timedelta(days=60)


def test_what_the_program_knows_is_filled_in_with_its_source(minh, lan, gia_phu):
    for name, signal in (("Mẫu Sơn", True), ("Nà Mẫu", False)):
        Village.objects.create(commune=gia_phu, name=name, has_signal=signal)
    numbers.value(minh, "ho", 100)
    numbers.value(minh, "ho-smartphone", 74)

    answers = answers_of(make.survey(minh))

    told = {code: (answers[code].number, answers[code].source) for code in ("HT01", "HT02")}
    assert told == {"HT01": (2, "Danh mục thôn"), "HT02": (1, "Danh mục thôn")}
    assert answers["XH01"].number == Decimal(74)
    assert "24/11/2026" in answers["XH01"].source
    assert answers["CN01"].number == 1
    assert "HT04" not in answers


def test_an_issued_plan_answers_whether_there_is_one(minh, thao):
    plan = plan_rows.plan(minh)
    plan.state, plan.approved_at = "ban_hanh", make.NOW
    plan.submitted_by_id, plan.approved_by_id = minh.account_id, thao.account_id
    plan.save()

    assert answers_of(make.survey(minh))["NT03"].number == 1


def test_a_village_nobody_asked_about_signal_leaves_the_number_open(minh, mau_son):
    assert "HT02" not in answers_of(make.survey(minh))


def test_a_part_larger_than_its_whole_is_not_filled_in(minh):
    numbers.value(minh, "ho-kd", 10)
    numbers.value(minh, "ho-kd-qr", 12)

    assert "KT03" not in answers_of(make.survey(minh))


def test_one_survey_a_quarter(minh):
    make.survey(minh)

    with pytest.raises(ValidationError, match="đã có khảo sát"):
        make.survey(minh)


def test_a_number_left_as_it_was_keeps_its_source_and_a_new_one_loses_it(minh, mau_son):
    survey = make.survey(minh)
    said = {"HT01": Said(Decimal(1)), "CN01": Said(Decimal(0))}

    actions.save_answers(actor=minh, survey_id=survey.pk, said=said, at=make.NOW)

    answers = answers_of(survey)
    assert answers["HT01"].source == "Danh mục thôn"
    assert (answers["CN01"].number, answers["CN01"].source) == (0, "")


def test_new_numbers_fill_only_what_nobody_answered_by_hand(minh):
    survey = make.survey(minh)
    said = {"KT01": Said(Decimal(4))}
    actions.save_answers(actor=minh, survey_id=survey.pk, said=said, at=make.NOW)
    numbers.value(minh, "sp-ocop", 7)
    numbers.value(minh, "sp-tren-san", 3)

    actions.fill_again(actor=minh, survey_id=survey.pk, at=make.NOW)

    answers = answers_of(survey)
    assert (answers["KT01"].number, answers["KT02"].number) == (4, 3)


def test_not_known_is_an_answer_and_never_a_number(minh):
    survey = make.survey(minh, {})

    assert survey.finished_at
    assert Answer.objects.filter(survey=survey, is_unknown=True, number=None).count() == 35


def test_a_survey_with_open_questions_is_not_finished(minh):
    survey = make.survey(minh)

    with pytest.raises(ValidationError, match="chưa trả lời"):
        actions.finish_survey(actor=minh, survey_id=survey.pk, at=make.NOW)


@pytest.mark.parametrize(
    ("code", "number"), [("NT01", 2), ("XH01", 101), ("NT06", Decimal("1.5"))]
)
def test_an_answer_outside_its_question_is_refused(minh, code, number):
    survey = make.survey(minh)

    with pytest.raises(ValidationError):
        actions.save_answers(
            actor=minh,
            survey_id=survey.pk,
            said={code: Said(Decimal(number))},
            at=make.NOW,
        )


def test_a_finished_survey_is_opened_again_before_it_is_changed(minh):
    survey = make.survey(minh, make.FAR_AWAY)
    said = {"CN02": Said(Decimal(1))}

    with pytest.raises(ValidationError, match="đã xong"):
        actions.save_answers(actor=minh, survey_id=survey.pk, said=said, at=make.NOW)
    actions.reopen_survey(actor=minh, survey_id=survey.pk)
    actions.save_answers(actor=minh, survey_id=survey.pk, said=said, at=make.NOW)

    assert answers_of(survey)["CN02"].number == 1


def test_another_commune_does_not_reach_it(minh, sua):
    survey = make.survey(minh)

    with pytest.raises(ObjectDoesNotExist):
        actions.save_answers(actor=sua, survey_id=survey.pk, said={}, at=make.NOW)


def test_who_only_counts_sheets_does_not_answer_for_the_commune(person, gia_phu):
    huong = person("Hương", gia_phu, "mot_cua")

    with pytest.raises(PermissionDenied):
        actions.open_survey(actor=huong, at=make.NOW)


def test_the_next_quarter_stands_beside_the_one_before(minh):
    first = make.survey(minh, make.FAR_AWAY)
    second = make.survey(minh, make.IN_TOWN, at=NEXT_QUARTER)

    assert survey_before(second) == first
    assert survey_before(first) is None


def test_the_clock_opens_the_survey_of_a_new_quarter_once(minh, gia_phu):
    make.survey(minh, make.FAR_AWAY)

    said = [ask_again(gia_phu, NEXT_QUARTER) for _time in range(2)]

    assert said[0].startswith("Đã mở Khảo sát quý I năm 2027")
    assert said[1] == "Khảo sát của quý này đã mở."
    assert Survey.objects.count() == 2


def test_the_clock_leaves_a_commune_alone_that_never_asked(gia_phu):
    assert "chưa khảo sát" in ask_again(gia_phu, NEXT_QUARTER)


def ask_again(commune, at):
    job = Job.objects.create(
        commune=commune, name="roadmap.ask_again", run_after=at, made_at=at,
        state=Job.State.RUNNING, worker="w", lease_until=at + timedelta(hours=1),
    )  # fmt: skip
    return KINDS["roadmap.ask_again"].work(Running(job, at))
