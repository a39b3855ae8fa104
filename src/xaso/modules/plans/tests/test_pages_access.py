"""Nobody sees what is not theirs, and a list costs the same however long it is."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.urls import get_resolver, reverse

from xaso.modules.plans import actions
from xaso.modules.plans.actions import GivenEvidence, Upload
from xaso.modules.plans.models import Evidence

from . import make

pytestmark = pytest.mark.django_db


@pytest.fixture
def things(thao, lan, pao, mau_son):
    """One of each kind in Gia Phú, by the name of the argument."""
    plan = make.plan(lan)
    target = make.target(lan, plan)
    task = make.village_task(thao, [mau_son], plan=plan, target=target)
    report = actions.send_village_report(
        actor=pao,
        task_id=task.pk,
        village_id=mau_son.pk,
        number=Decimal(25),
        photos=[make.photo()],
        at=make.NOW,
    )
    led = make.task(thao, lan)
    extension = actions.ask_extension(
        actor=lan, task_id=led.pk, to_date=make.DUE.replace(day=25), reason="Mưa", at=make.NOW
    )
    return {
        "plan_id": plan.pk,
        "target_id": target.pk,
        "task_id": task.pk,
        "village_id": mau_son.pk,
        "submission_id": report.pk,
        "extension_id": extension.pk,
        "evidence_id": Evidence.objects.get(kind="anh").pk,
    }


def addresses(things):
    """Every address of this module that names something."""
    patterns = get_resolver().namespace_dict["plans"][1].url_patterns
    for pattern in patterns:
        names = list(pattern.pattern.converters)
        if names and set(names) <= set(things):
            arguments = {name: things[name] for name in names}
            yield pattern.name, reverse(f"plans:{pattern.name}", kwargs=arguments)


def test_another_commune_gets_404_for_everything(sign_in, person, ta_van, things):
    roles = ("chu_tich", "chanh_van_phong", "cong_chuc", "truong_thon")
    chairman = person("Sử", ta_van, *roles)
    visitor = sign_in(chairman)

    asked = list(addresses(things))
    wrong = [
        name
        for name, address in asked
        for method in ("get", "post")
        if getattr(visitor, method)(address).status_code not in {404, 405}
    ]

    assert len(asked) > 35
    assert wrong == []


def test_sua_of_another_commune_sees_nothing_of_gia_phu(sign_in, sua, things):
    visitor = sign_in(sua)

    for _name, address in addresses(things):
        assert visitor.get(address).status_code in {403, 404}


def test_khach_is_asked_to_sign_in(client, things):
    for _name, address in addresses(things):
        response = client.get(address)
        assert response.status_code == 302
        assert "/dang-nhap/" in response["Location"]


def test_a_village_head_reaches_no_other_village(sign_in, person, gia_phu, things):
    other = make.village(gia_phu, "Nà Mẫu")
    head = sign_in(person("Sênh", gia_phu, "truong_thon", village=other))
    pair = [things["task_id"], things["village_id"]]

    assert head.get(reverse("plans:village-report", args=pair)).status_code == 404
    assert head.post(reverse("plans:village-report", args=pair)).status_code == 404
    photo = reverse("plans:village-file", args=[things["evidence_id"]])
    assert head.get(photo).status_code == 404
    assert head.get(reverse("plans:task", args=[things["task_id"]])).status_code == 403


def test_a_photo_is_seen_by_its_village_and_by_the_office(sign_in, pao, lan, things):
    photo = things["evidence_id"]

    own = sign_in(pao).get(reverse("plans:village-file", args=[photo]))
    office = sign_in(lan).get(reverse("plans:evidence-file", args=[photo]))

    assert own.status_code == office.status_code == 200
    assert office["Content-Type"] == "image/jpeg"
    assert "sandbox" in office["Content-Security-Policy"]
    own.close(), office.close()


def test_a_thumbnail_is_small(sign_in, thao, lan):
    task = make.task(thao, lan, evidence_kind="anh")
    actions.submit_evidence(
        actor=lan, task_id=task.pk, evidence=[GivenEvidence("anh", upload=_big())], at=make.NOW
    )
    address = reverse("plans:evidence-file", args=[Evidence.objects.get().pk])

    small = sign_in(lan).get(f"{address}?co=nho")

    assert len(small.content) < 25_000
    assert small["Content-Type"] == "image/jpeg"


def test_a_file_that_was_never_given_is_not_there(sign_in, thao, lan):
    task, plan = make.task(thao, lan), make.plan(lan)
    office = sign_in(lan)

    assert office.get(reverse("plans:source-file", args=[task.pk])).status_code == 404
    assert office.get(reverse("plans:plan-file", args=[plan.pk])).status_code == 404


@pytest.mark.parametrize("asked", ["", "?loc=cua_toi", "?tim=viec", "?thon={village}"])
def test_a_list_costs_the_same_for_five_and_for_sixty(
    sign_in, thao, lan, mau_son, django_assert_max_num_queries, asked
):
    plan = make.plan(lan)
    office = sign_in(lan)
    pages = [plan.get_absolute_url(), reverse("plans:tasks")]
    counts = []

    for until in (5, 60):
        _fill(thao, lan, mau_son, plan, until)
        for page in pages:
            # Three are the session, the account and its rights.
            with django_assert_max_num_queries(7) as spent:
                office.get(page + asked.format(village=mau_son.pk))
            counts.append(len(spent))

    assert counts[2] <= counts[0]
    assert counts[3] <= counts[1]


def test_the_list_of_plans_costs_the_same_for_one_and_for_thirty(
    sign_in, lan, django_assert_max_num_queries
):
    office = sign_in(lan)
    for number in range(30):
        make.plan(lan, f"Kế hoạch {number}")

    with django_assert_max_num_queries(6):
        office.get(reverse("plans:plans"))


def test_a_task_of_sixty_villages_costs_as_much_as_one_of_two(
    sign_in, thao, gia_phu, django_assert_max_num_queries
):
    villages = [make.village(gia_phu, f"Thôn mẫu {number}") for number in range(60)]
    small, big = make.village_task(thao, villages[:2]), make.village_task(thao, villages)
    leader = sign_in(thao)

    with django_assert_max_num_queries(14) as few:
        leader.get(small.get_absolute_url())
    with django_assert_max_num_queries(14) as many:
        leader.get(big.get_absolute_url())

    assert len(few) == len(many)


def _fill(thao, lan, mau_son, plan, until):
    for number in range(plan.tasks.count(), until):
        if number % 5 == 4:
            make.done(thao, lan, make.task(thao, lan, f"Việc {number}", plan=plan))
        elif number % 5 == 3:
            make.village_task(thao, [mau_son], f"Việc {number}", plan=plan)
        else:
            due = make.TODAY if number % 2 else make.DUE
            make.task(thao, lan, f"Việc {number}", plan=plan, due_date=due)


def _big() -> Upload:
    from io import BytesIO

    from PIL import Image

    out = BytesIO()
    Image.effect_noise((1600, 1200), 60).convert("RGB").save(out, "JPEG")
    return Upload("lon.jpg", out.getvalue())
