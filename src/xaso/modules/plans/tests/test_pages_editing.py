"""Two people edit one thing: what is no clash goes through, a true one is shown, nothing is lost."""

from __future__ import annotations

import pytest
from django.urls import reverse

from xaso.modules.plans.models import Task

from . import make
from .browse import follow, typed

pytestmark = pytest.mark.django_db


@pytest.fixture
def task(thao, lan):
    return make.task(thao, lan, product="Wifi chạy")


@pytest.fixture
def edit(task):
    return reverse("plans:edit-task", args=[task.pk])


def opened(client, url, **changes):
    """What a person has on the screen, with changes not sent yet."""
    return typed(client.get(url), **changes)


def test_two_people_who_change_different_things_both_get_through(sign_in, lan, thao, task, edit):
    office = sign_in(lan)
    first = opened(office, edit, title="Lắp wifi nhà văn hóa Mẫu Sơn")
    second = opened(office, edit, product="Wifi và màn hình")

    office.post(edit, first)
    sign_in(thao).post(edit, second)

    task.refresh_from_db()
    assert (task.title, task.product) == ("Lắp wifi nhà văn hóa Mẫu Sơn", "Wifi và màn hình")


@pytest.fixture
def clash(sign_in, lan, minh, edit):
    """Lan saved first; Minh, who opened the page before, saves after."""
    second = opened(sign_in(minh), edit, title="Lắp wifi ba nhà văn hóa", coworkers_text="Đoàn xã")
    office = sign_in(lan)
    office.post(edit, opened(office, edit, title="Lắp wifi hai nhà văn hóa"))
    return sign_in(minh).post(edit, second)


def test_the_second_sees_both_texts_and_loses_nothing(clash, task):
    text = clash.content.decode()

    assert clash.status_code == 422
    assert "Hai người cùng sửa" in text
    assert "Lan lưu lúc 08:00 ngày 24/11/2026" in text
    assert text.index("Giữ bản của tôi") < text.index("Lắp wifi ba nhà văn hóa")
    assert "Lắp wifi hai nhà văn hóa" in text
    again = typed(clash)
    assert again["title"] == ["Lắp wifi ba nhà văn hóa"]
    assert again["coworkers_text"] == ["Đoàn xã"]
    task.refresh_from_db()
    assert (task.title, task.coworkers_text) == ("Lắp wifi hai nhà văn hóa", "")


@pytest.mark.parametrize(
    ("pick", "kept"),
    [("toi", "Lắp wifi ba nhà văn hóa"), ("ho", "Lắp wifi hai nhà văn hóa")],
)
def test_the_person_chooses_whose_text_stays(sign_in, minh, clash, edit, task, pick, kept):
    office = sign_in(minh)

    done = office.post(edit, typed(clash, **{"giu-title": pick}))

    assert "Đã lưu." in follow(office, done)
    task.refresh_from_db()
    assert (task.title, task.coworkers_text) == (kept, "Đoàn xã")


def test_not_choosing_keeps_the_choice_open(sign_in, minh, clash, edit, task):
    page = sign_in(minh).post(edit, typed(clash))

    assert page.status_code == 422
    assert "Chọn giữ bản nào" in page.content.decode()
    assert typed(page)["title"] == ["Lắp wifi ba nhà văn hóa"]


def test_a_third_change_in_between_is_seen_too(sign_in, minh, lan, clash, edit, task):
    Task.objects.filter(pk=task.pk).update(title="Lắp wifi bốn nhà văn hóa")

    page = sign_in(minh).post(edit, typed(clash, **{"giu-title": "toi"}))

    assert page.status_code == 422
    assert "Lắp wifi bốn nhà văn hóa" in page.content.decode()


def test_a_person_who_touches_nothing_never_clashes(sign_in, lan, thao, task, edit):
    old = opened(sign_in(lan), edit)
    Task.objects.filter(pk=task.pk).update(title="Việc khác", due_note="trước giao ban")

    done = sign_in(lan).post(edit, old)

    assert done.status_code == 302
    task.refresh_from_db()
    assert task.title == "Việc khác"


def test_a_clash_about_a_person_shows_both_names(sign_in, thao, minh, lan):
    draft = make.draft(lan)
    edit = reverse("plans:edit-task", args=[draft.pk])
    second = opened(sign_in(thao), edit, follower=str(minh.account_id))
    Task.objects.filter(pk=draft.pk).update(follower=thao.account_id)

    text = sign_in(thao).post(edit, second).content.decode()

    assert "<br>Minh" in text
    assert "<br>Thào" in text


def test_due_date_and_evidence_are_fixed_once_given(sign_in, thao, edit):
    page = sign_in(thao).get(edit)

    fields = typed(page)
    assert "due_date" not in fields
    assert "evidence_kind" not in fields
    assert "Muốn lùi hạn thì xin gia hạn" in page.content.decode()


def test_an_officer_changes_the_words_of_a_given_task_but_not_its_people(sign_in, lan, edit):
    fields = typed(sign_in(lan).get(edit))

    assert "title" in fields
    assert not {"lead", "follower"} & set(fields)


def test_a_plan_and_a_target_clash_in_the_same_way(sign_in, lan, minh):
    plan = make.plan(lan)
    target = make.target(lan, plan)
    for url, field, theirs, mine in (
        (reverse("plans:edit-plan", args=[plan.pk]), "title", "Kế hoạch A", "Kế hoạch B"),
        (reverse("plans:edit-target", args=[target.pk]), "target_number", "1.200", "1.300,5"),
    ):
        second = opened(sign_in(minh), url, **{field: mine})
        office = sign_in(lan)
        assert office.post(url, opened(office, url, **{field: theirs})).status_code == 302

        text = sign_in(minh).post(url, second).content.decode()

        assert theirs in text
        assert mine in text


def test_a_choice_nobody_has_made_is_made_without_a_clash(sign_in, minh):
    target = make.target(minh, make.plan(minh))
    type(target).objects.filter(pk=target.pk).update(pillar="")
    office, edit = sign_in(minh), reverse("plans:edit-target", args=[target.pk])

    answer = office.post(edit, opened(office, edit, pillar="xa_hoi_so"))

    target.refresh_from_db()
    assert (answer.status_code, target.pillar) == (302, "xa_hoi_so")
