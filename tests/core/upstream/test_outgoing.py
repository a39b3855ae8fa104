"""What may leave the commune: what a list names, and nothing else."""

from __future__ import annotations

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError

from xaso.core.sync.commands import all_commands
from xaso.core.upstream.door import checked_address
from xaso.core.upstream.outgoing import NotAllowed, Said, all_kinds, allowed, encoded

PHONES = [each for each in all_commands() if not each.kind.startswith("upstream.")]
OF_PEOPLE = ("residents", "people", "teams", "sync", "campaigns")
MODELS = [model for app in OF_PEOPLE for model in apps.get_app_config(app).get_models()]
KINDS = all_kinds()


@pytest.mark.parametrize("command", PHONES, ids=lambda each: each.kind)
def test_nothing_a_phone_says_can_be_said_upward(command):
    with pytest.raises(NotAllowed):
        encoded(command.kind, "02923", Said("1", {}))


@pytest.mark.parametrize("model", MODELS, ids=lambda each: each._meta.label)
def test_no_row_about_people_fits_any_list(model):
    row = {field.name: "x" for field in model._meta.concrete_fields}

    for kind in KINDS:
        with pytest.raises(NotAllowed):
            allowed(kind, row)


@pytest.mark.parametrize("name", ["head_name", "phone", "full_name", "household", "by", "note"])
def test_a_field_too_many_is_refused(name):
    for kind in KINDS:
        with pytest.raises(NotAllowed):
            encoded(kind.kind, "02923", Said("1", {name: "Lý A Sở"}))


def test_a_text_longer_than_the_list_says_is_refused():
    for kind in KINDS:
        for name, part in kind.fields.items():
            if part.type == "text":
                with pytest.raises(NotAllowed):
                    allowed(kind, {name: "a" * (part.most + 1)})


@pytest.mark.parametrize(
    ("type_", "value"),
    [("whole", -1), ("whole", True), ("whole", "1"), ("number", "1e5"), ("day", "1/2/2026")],
)
def test_a_value_of_another_type_is_refused(type_, value):
    odd = [(k, n) for k in KINDS for n, part in k.fields.items() if part.type == type_]

    assert odd
    for kind, name in odd:
        with pytest.raises(NotAllowed):
            allowed(kind, {name: value})


@pytest.mark.parametrize(
    "text",
    [
        "http://tinh.laocai.gov.vn",
        "ftp://tinh.laocai.gov.vn",
        "https://",
        "https://tinh.laocai.gov.vn/duong",
        "https://ai:mk@tinh.laocai.gov.vn",
        "https://tinh.laocai.gov.vn?a=1",
        "https://tinh.laocai.gov.vn:99999",
        "https://[::1",
        "tinh.laocai.gov.vn",
        "http://127.0.0.1.example.vn",
        "https://tinh.vn\r\nX: 1",
        "https://" + "a" * 300,
    ],
)
def test_an_address_that_could_be_listened_to_or_leads_elsewhere_is_refused(text):
    with pytest.raises(ValidationError):
        checked_address(text)


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("https://Tinh.laocai.gov.vn/ ", "https://tinh.laocai.gov.vn"),
        ("https://10.0.0.5:8443", "https://10.0.0.5:8443"),
        ("http://127.0.0.1:8000", "http://127.0.0.1:8000"),
        ("http://localhost:8000", "http://localhost:8000"),
        ("http://[::1]:8000", "http://[::1]:8000"),
    ],
)
def test_an_address_is_kept_as_host_and_port(text, kept):
    assert checked_address(text) == kept
