from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from xaso.core.sample.communes import settle

from . import make
from .pages import UPLOAD, Sheet


@pytest.fixture
def office(provinces):
    """Gia Phú with the people and villages of the sample."""
    return settle("02923", make.TODAY)


@pytest.fixture
def plan(minh, lan, thao, mau_son):
    return make.plan(minh)


@pytest.fixture
def review(sign_in):
    """Somebody sends an annex and gets its review."""

    def send(actor, plan, content, name="phu-luc.xlsx"):
        client = sign_in(actor)
        answer = client.post(
            UPLOAD, {"plan": str(plan.pk), "file": SimpleUploadedFile(name, content)}
        )
        assert answer.status_code == 302, answer.content.decode()
        return Sheet(client, answer.url)

    return send
