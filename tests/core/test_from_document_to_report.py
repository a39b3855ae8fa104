"""A document of the province with a deadline in five days: work for twelve villages, their photos
and figures, the leader's yes, and the report with the sum. All on the pages, as a newcomer would."""

from __future__ import annotations

from io import BytesIO
from zipfile import ZipFile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from xaso.core.law.seed import load_law
from xaso.modules.plans.models import Submission, Task
from xaso.modules.plans.tests import make
from xaso.modules.plans.tests.browse import follow, send

pytestmark = pytest.mark.django_db
VILLAGES = 12


@pytest.fixture
def heads(person, gia_phu):
    villages = [make.village(gia_phu, f"Mẫu {number:02}") for number in range(VILLAGES)]
    return [
        (village, person(f"Trưởng thôn {village.name}", gia_phu, "truong_thon", village=village))
        for village in villages
    ]


def test_from_an_incoming_document_to_the_report(sign_in, thao, minh, heads):
    load_law()
    target = make.target(minh, make.plan(minh), code="CT 7", name="Hộ đã rà soát", unit="hộ")

    page = follow(
        sign_in(thao),
        send(
            sign_in(thao),
            f"/ke-hoach/viec/tu-van-ban/?ct={target.pk}",
            source_number="408/UBND-VX",
            source_date="23/11/2026",
            source_issuer="UBND tỉnh",
            title="Rà soát hộ chưa có tài khoản",
            lead_role="truong_thon",
            all_villages="on",
            due_date="29/11/2026",
            evidence_kind="so_lieu",
            lam="giao",
        ),
    )
    task = Task.objects.get()
    assert "Đã giao NV-2026-001" in page
    assert (task.village_count, task.source_number) == (VILLAGES, "408/UBND-VX")

    for village, head in heads:
        answer = send(
            sign_in(head),
            f"/ke-hoach/thon/viec/{task.pk}/{village.pk}/",
            number="25",
            outcome="XONG",
            photos=SimpleUploadedFile("anh.jpg", make.photo().content),
        )
        assert answer.status_code == 302, answer.content.decode()
    leader = sign_in(thao)
    for submission in Submission.objects.all():
        leader.post(f"/ke-hoach/nop/{submission.pk}/duyet/")

    task.refresh_from_db()
    assert (task.state, task.villages_done, task.is_on_time) == ("hoan_thanh", VILLAGES, True)
    office = sign_in(minh)
    paper = office.post("/van-ban/lap/bao-cao/", {"period": "11/2026"})["Location"]
    document = b"".join(office.get(f"{paper}tai/docx/"))
    text = ZipFile(BytesIO(document)).read("word/document.xml").decode()
    assert "Hộ đã rà soát" in text
    assert str(25 * VILLAGES) in text
