"""Numbers of papers: the next one, never twice, never without a reason gone."""

from datetime import date, timedelta
from io import BytesIO

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from docx import Document

from conftest import MORNING, TODAY
from xaso.core.files.storage import read
from xaso.core.law.models import LegalText
from xaso.core.papers import actions, numbering
from xaso.core.papers.body import Body, Section, from_json, to_json
from xaso.core.papers.document import Column, FigureSentence, Paragraph, Row, Source, Table
from xaso.core.papers.models import OfficialPaper, PaperSettings
from xaso.core.papers.numbering import number_paper
from xaso.core.papers.queries import body_of
from xaso.core.sync.epochs import begin_epoch_after_restore
from xaso.drills.sync.world import new_phone

BODY = Body(
    sections=(
        Section(
            code="ket-qua",
            heading="I. KẾT QUẢ",
            blocks=(FigureSentence(text="Xong 92 hộ.", sources=(Source(label="CT19"),)),),
        ),
    )
)


@pytest.fixture
def mai(person, gia_phu):
    """Mai is the clerk of Gia Phú who keeps the numbers."""
    PaperSettings.objects.create(commune=gia_phu, chairman_name="Lý A Thào")
    return person("Mai", gia_phu, "van_thu")


def draft(actor, **more):
    given = {"kind": "bao-cao", "title": "Kết quả tháng 10", "type_symbol": "BC", "body": BODY}
    return actions.draft_paper(actor=actor, at=MORNING, **{**given, **more})


def number(mai, paper, day=TODAY, **more):
    return actions.give_number(
        actor=mai, paper_id=paper.pk, paper_date=day, basis_checked=False, at=MORNING, **more
    )


def test_numbers_run_on_for_each_kind_and_year(lan, mai):
    first, second = number(mai, draft(lan)), number(mai, draft(lan))
    plan = number(mai, draft(lan, type_symbol="KH"))
    next_year = number(mai, draft(lan), day=date(2027, 1, 4))

    told = [paper.full_number for paper in (first, second, plan, next_year)]
    assert told == ["01/BC-UBND", "02/BC-UBND", "01/KH-UBND", "01/BC-UBND"]


def test_a_commune_may_keep_one_series_for_all_kinds(lan, mai):
    PaperSettings.objects.update(one_series=True)

    told = [number(mai, draft(lan, type_symbol=kind)).number for kind in ("BC", "KH", "")]

    assert told == [1, 2, 3]


def test_only_the_clerk_gives_numbers(lan, mai):
    with pytest.raises(PermissionDenied):
        number(lan, draft(lan))


def test_a_void_number_keeps_its_reason_and_is_not_given_again(lan, mai):
    spoiled = number(mai, draft(lan))
    actions.void_number(actor=mai, paper_id=spoiled.pk, reason="Sai trích yếu")

    assert number(mai, draft(lan)).number == 2
    assert OfficialPaper.objects.get(pk=spoiled.pk).full_number == "01/BC-UBND"


def test_a_paper_that_fails_takes_no_number(lan, mai):
    PaperSettings.objects.update(chairman_name="")
    with pytest.raises(ValidationError, match="họ tên Chủ tịch"):
        number(mai, draft(lan))
    PaperSettings.objects.update(chairman_name="Lý A Thào")

    assert number(mai, draft(lan)).number == 1


def test_whoever_is_chairman_signs_until_another_name_is_written_down(lan, thao, mai):
    PaperSettings.objects.update(chairman_name="")

    first = number(mai, draft(lan))
    PaperSettings.objects.update(chairman_name="Nguyễn Thị Hòa")
    second = number(mai, draft(lan))

    assert [signer(first), signer(second)] == ["Thào", "Nguyễn Thị Hòa"]


def signer(paper):
    body = Document(BytesIO(read(paper.docx.sha256))).element.body
    lines = [each.text for each in body.iter() if each.text]
    return next(line for line in lines if line in {"Thào", "Nguyễn Thị Hòa"})


def test_an_unconfirmed_basis_needs_the_clerks_tick(lan, mai):
    text = LegalText.objects.create(
        code="van-ban-thu", number="01/2026", title="Văn bản thử", kind="Nghị định"
    )
    paper = draft(lan, basis_codes=[text.pk])
    with pytest.raises(ValidationError, match="căn cứ chưa xác minh"):
        number(mai, paper)

    done = actions.give_number(
        actor=mai, paper_id=paper.pk, paper_date=TODAY, basis_checked=True, at=MORNING
    )

    assert done.basis_ticked_by == mai.account_id


def test_a_numbered_paper_is_not_edited(lan, mai):
    paper = number(mai, draft(lan))

    with pytest.raises(ValidationError, match="không sửa được nữa"):
        actions.write_own_words(
            actor=lan, paper_id=paper.pk, saw_version=paper.version, title="Khác", words={}
        )


def test_own_words_stay_when_the_figures_are_taken_anew(lan):
    paper = draft(lan)
    actions.write_own_words(
        actor=lan,
        paper_id=paper.pk,
        saw_version=paper.version,
        title=paper.title,
        words={"ket-qua": "Bà con hai thôn vùng cao rất cố gắng."},
    )
    actions.refresh_paper(actor=lan, paper_id=paper.pk, body=BODY)

    [section] = body_of(OfficialPaper.objects.get(pk=paper.pk)).sections
    assert section.own_words == "Bà con hai thôn vùng cao rất cố gắng."


def test_two_people_writing_one_draft_meet_a_sentence_and_lose_nothing(lan, person, gia_phu):
    paper = draft(lan)
    other = person("Hương", gia_phu, "cong_chuc")
    seen = paper.version
    actions.write_own_words(
        actor=lan, paper_id=paper.pk, saw_version=seen, title="A", words={"ket-qua": "Lan"}
    )

    with pytest.raises(ValidationError, match="Người khác vừa sửa"):
        actions.write_own_words(
            actor=other, paper_id=paper.pk, saw_version=seen, title="B", words={"ket-qua": "H"}
        )

    assert OfficialPaper.objects.get(pk=paper.pk).title == "A"


def test_the_signed_copy_is_kept_as_it_came_and_a_second_needs_a_reason(lan, mai):
    paper = number(mai, draft(lan))
    given = {"actor": mai, "paper_id": paper.pk, "name": "ky.pdf", "at": MORNING}
    actions.attach_signed(content=b"%PDF-1.7 mot", **given)
    with pytest.raises(ValidationError, match="lý do"):
        actions.attach_signed(content=b"%PDF-1.7 hai", **given)
    actions.attach_signed(content=b"%PDF-1.7 hai", reason="Bản trước mờ dấu", **given)

    assert OfficialPaper.objects.get(pk=paper.pk).signed_copies.count() == 2


def test_papers_of_another_commune_do_not_exist(lan, sua):
    with pytest.raises(OfficialPaper.DoesNotExist):
        actions.discard_paper(actor=sua, paper_id=draft(lan).pk)


def test_a_body_survives_its_way_through_json():
    body = Body(
        sections=(
            Section(
                code="a",
                heading="I",
                blocks=(
                    Paragraph(text="Chữ"),
                    Table(
                        columns=(Column(title="Ngày"), Column(title="Số")),
                        rows=(Row(cells=(date(2026, 11, 24), None)),),
                    ),
                ),
            ),
        )
    )

    assert from_json(to_json(body)) == body


def by_page(mai, paper):
    return number_paper(
        actor=mai, paper_id=paper.pk, paper_date=TODAY, basis_checked=False, at=MORNING
    )


def test_a_paper_laid_out_before_its_number_is_given_prints_that_number(lan, mai):
    numbered = by_page(mai, draft(lan))

    text = words_of(read(numbered.docx.sha256))
    assert numbered.number == 1
    assert "01/BC-UBND" in text


def test_a_number_taken_meanwhile_is_seen_and_the_paper_laid_out_again(lan, mai):
    first, second = draft(lan), draft(lan)
    laid_out = numbering._lay_out(mai, first.pk, TODAY, MORNING)
    number(mai, second)

    with pytest.raises(numbering.Stale):
        number(mai, first, make=laid_out)

    first.refresh_from_db()
    assert first.number is None
    assert "02/BC-UBND" in words_of(read(by_page(mai, first).docx.sha256))


def test_what_is_refused_is_refused_by_the_page_too(lan, mai):
    paper = draft(lan)
    number(mai, paper)

    with pytest.raises(ValidationError, match="đã cấp số"):
        by_page(mai, paper)


def words_of(docx):
    return " ".join(paragraph.text for paragraph in _paragraphs(Document(BytesIO(docx))))


def _paragraphs(document):
    yield from document.paragraphs
    for table in document.tables:
        for row in table.rows:
            for cell in row.cells:
                yield from cell.paragraphs


def test_after_a_restore_no_number_is_given_until_somebody_says_all_is_there(
    lan, mai, person, gia_phu, sign_in
):
    """Numbers given after the backup was made stand on paper somewhere: the next would be double."""
    trung = person("Trung", gia_phu, "quan_tri")
    new_phone(trung, lan.account_id, MORNING, "Máy của Lan")
    begin_epoch_after_restore(gia_phu, MORNING + timedelta(hours=1))
    client = sign_in(trung)

    with pytest.raises(ValidationError, match="đang khôi phục"):
        number(mai, draft(lan))
    told = client.get(reverse("desk:phones")).content.decode()
    client.post(reverse("desk:phone-recovery"))

    assert "Máy của Lan</a> (đã ghi đến số 0, xã có đến số 0)" in told
    assert number(mai, draft(lan)).number == 1
    assert "đang khôi phục" not in client.get(reverse("desk:phones")).content.decode()
