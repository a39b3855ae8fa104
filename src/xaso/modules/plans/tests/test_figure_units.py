from decimal import Decimal

import pytest

from xaso.modules.plans import actions, public
from xaso.modules.plans.actions import GivenEvidence

from . import make


@pytest.mark.parametrize(
    ("unit", "counted"),
    [("hộ", Decimal(35)), ("Hộ", Decimal(35)), ("", Decimal(35)), ("lượt", None)],
)
def test_a_number_in_another_unit_does_not_count_for_the_target(
    minh, thao, lan, gia_phu, unit, counted
):
    target = make.target(minh, make.plan(minh), per_village=False)
    task = make.task(thao, lan, target=target, evidence_kind="so_lieu")
    sent = actions.submit_evidence(
        actor=lan,
        task_id=task.pk,
        evidence=[GivenEvidence(kind="so_lieu", number=Decimal(35), unit=unit)],
        at=make.NOW,
    )
    actions.accept_submission(actor=thao, submission_id=sent.pk, at=make.NOW)

    [shown] = public.targets(gia_phu, 2026, make.TODAY)

    assert shown.number == counted
    assert len(public.figure_trail(gia_phu, target.pk)) == (0 if counted is None else 1)
