"""Draft, number, signed copy: what the clerk and the officers do with papers."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from xaso.core.events.record import record
from xaso.core.files.actions import keep_file
from xaso.core.files.models import StoredFile
from xaso.core.rights.actor import Actor
from xaso.core.sync.epochs import is_recovering

from .body import Body, refreshed, to_json, with_own_words
from .models import NumberSeries, OfficialPaper, PaperSettings, SignedCopy
from .produce import Produced, produce
from .queries import body_of, compose, settings_of, settings_written, symbol_of, unticked_basis

ONE_SERIES, LETTERS = "chung", "CV"
"""Keys of the number book, not words for people."""


@transaction.atomic
def draft_paper(
    *,
    actor: Actor,
    kind: str,
    title: str,
    body: Body,
    at: datetime,
    type_symbol: str = "",
    period: str = "",
    about: str = "",
    basis_codes: Sequence[str] = (),
    subject_id: UUID | None = None,
) -> OfficialPaper:
    actor.must("papers.draft")
    paper = OfficialPaper.objects.create(
        commune=actor.commune,
        kind=kind,
        type_symbol=type_symbol,
        title=title.strip(),
        period=period,
        about=about,
        subject_id=subject_id,
        body=to_json(body),
        basis_codes=list(basis_codes),
        drafted_by=actor.account_id,
        drafted_at=at,
    )
    record("papers.paper.drafted", actor=actor, subject_id=paper.pk, kind=kind, period=period)
    return paper


@transaction.atomic
def write_own_words(
    *,
    actor: Actor,
    paper_id: UUID,
    saw_version: int,
    title: str,
    words: Mapping[str, str],
    typed: Mapping[str, str] | None = None,
) -> OfficialPaper:
    """Only the officer's own words, what is to be filled in and the abstract; sentences made from
    data stay as they are."""
    actor.must("papers.draft")
    paper = _draft(actor, paper_id)
    if paper.version != saw_version:
        raise ValidationError(
            _(
                "Người khác vừa sửa văn bản này. Chép lại đoạn của anh chị, tải lại trang rồi dán vào."
            )
        )
    paper.title = title.strip()
    paper.body = to_json(with_own_words(body_of(paper), words, typed))
    _save_next(paper)
    record("papers.paper.edited", actor=actor, subject_id=paper.pk)
    return paper


@transaction.atomic
def refresh_paper(*, actor: Actor, paper_id: UUID, body: Body) -> OfficialPaper:
    """Today's figures into the draft; own words stay."""
    actor.must("papers.draft")
    paper = _draft(actor, paper_id)
    paper.body = to_json(refreshed(body_of(paper), body))
    _save_next(paper)
    record("papers.paper.refreshed", actor=actor, subject_id=paper.pk)
    return paper


@transaction.atomic
def discard_paper(*, actor: Actor, paper_id: UUID) -> UUID:
    """A draft only; a paper with a number is voided instead, never removed."""
    actor.must("papers.draft")
    paper = _draft(actor, paper_id)
    record("papers.paper.discarded", actor=actor, subject_id=paper.pk, title=paper.title)
    paper.delete()
    return paper_id


def make_now(paper: OfficialPaper, settings: PaperSettings, at: datetime) -> Produced:
    return produce(compose(paper, settings, at.date()))


@transaction.atomic
def give_number(
    *,
    actor: Actor,
    paper_id: UUID,
    paper_date: date,
    basis_checked: bool,
    at: datetime,
    make: Callable[[OfficialPaper, PaperSettings, datetime], Produced] = make_now,
) -> OfficialPaper:
    """The next number of the series, without gaps or doubles; the files are made final with it.

    Making them takes a second in which nobody else can write: pages come by `numbering.number_paper`.
    """
    actor.must("papers.number")
    paper = _draft(actor, paper_id)
    if unticked_basis(paper):
        if not basis_checked:
            raise ValidationError(
                _("Văn bản dẫn căn cứ chưa xác minh. Đối chiếu căn cứ rồi đánh dấu đã kiểm tra.")
            )
        paper.basis_ticked_by = actor.account_id
    settings = settings_of(actor.commune)
    if not settings.chairman_name:
        raise ValidationError(_("Chưa có họ tên Chủ tịch. Điền ở mục Thể thức văn bản."))
    if is_recovering(actor.commune):
        raise ValidationError(
            _(
                "Xã đang khôi phục số liệu từ bản sao lưu, chưa cấp số văn bản để khỏi trùng số. "
                "Người quản trị xem trang Máy của thôn và kết thúc khôi phục."
            )
        )
    number = _next_number(actor, series_of(paper, settings), paper_date.year)
    fill_in(paper, settings, paper_date, number)
    paper.state = OfficialPaper.State.NUMBERED
    paper.numbered_by, paper.numbered_at = actor.account_id, at
    _keep_files(actor, paper, make(paper, settings, at), at)
    _save_next(paper)
    record("papers.number.given", actor=actor, subject_id=paper.pk, number=paper.full_number)
    return paper


@transaction.atomic
def void_number(*, actor: Actor, paper_id: UUID, reason: str) -> OfficialPaper:
    """The number stays in the book with its reason and is never given again."""
    actor.must("papers.number")
    paper = _numbered(actor, paper_id)
    if paper.state == OfficialPaper.State.SIGNED:
        raise ValidationError(_("Văn bản đã ký, không hủy số. Ban hành văn bản thay thế."))
    if not reason.strip():
        raise ValidationError({"reason": _("Ghi lý do hủy số.")})
    paper.state, paper.void_reason = OfficialPaper.State.VOID, reason.strip()
    _save_next(paper)
    record("papers.number.voided", actor=actor, subject_id=paper.pk, reason=reason.strip())
    return paper


@transaction.atomic
def attach_signed(
    *, actor: Actor, paper_id: UUID, name: str, content: bytes, at: datetime, reason: str = ""
) -> SignedCopy:
    """The signed PDF, kept unchanged. A second one needs a reason; the first stays too."""
    actor.must("papers.sign")
    paper = _numbered(actor, paper_id)
    if paper.state == OfficialPaper.State.VOID:
        raise ValidationError(_("Số văn bản này đã hủy, không đính kèm bản đã ký."))
    if not content.startswith(b"%PDF-"):
        raise ValidationError({"file": _("Bản đã ký phải là tệp PDF.")})
    if paper.signed_copies.exists() and not reason.strip():
        raise ValidationError({"reason": _("Đã có bản đã ký. Ghi lý do thay bằng bản mới.")})
    copy = SignedCopy.objects.create(
        commune=actor.commune,
        paper=paper,
        file=keep_file(actor=actor, name=name, content=content, at=at),
        attached_by=actor.account_id,
        attached_at=at,
        reason=reason.strip(),
    )
    paper.state = OfficialPaper.State.SIGNED
    _save_next(paper)
    record("papers.signed.attached", actor=actor, subject_id=paper.pk, sha256=copy.file.sha256)
    return copy


@transaction.atomic
def save_settings(*, actor: Actor, **values: Any) -> PaperSettings:
    actor.must("commune.settings")
    settings = settings_written(actor.commune)
    for name, value in values.items():
        setattr(settings, name, value)
    settings.full_clean(exclude=["commune"])
    settings.version += 1
    settings.save()
    record("papers.settings.saved", actor=actor, subject_id=settings.pk)
    return settings


def series_of(paper: OfficialPaper, settings: PaperSettings) -> str:
    return ONE_SERIES if settings.one_series else paper.type_symbol or LETTERS


def fill_in(paper: OfficialPaper, settings: PaperSettings, day: date, number: int) -> None:
    """What a number brings with it, as it will be printed."""
    paper.series = series_of(paper, settings)
    paper.year, paper.paper_date, paper.number = day.year, day, number
    paper.symbol = symbol_of(paper.type_symbol, settings)


def _draft(actor: Actor, paper_id: UUID) -> OfficialPaper:
    paper = _locked(actor, paper_id)
    if paper.state != OfficialPaper.State.DRAFT:
        raise ValidationError(_("Văn bản đã cấp số, nội dung không sửa được nữa."))
    return paper


def _numbered(actor: Actor, paper_id: UUID) -> OfficialPaper:
    paper = _locked(actor, paper_id)
    if paper.state == OfficialPaper.State.DRAFT:
        raise ValidationError(_("Văn bản chưa cấp số."))
    return paper


def _locked(actor: Actor, paper_id: UUID) -> OfficialPaper:
    return OfficialPaper.objects.of(actor.commune).select_for_update().get(pk=paper_id)


def _save_next(paper: OfficialPaper) -> None:
    paper.version += 1
    paper.save()


def _next_number(actor: Actor, series: str, year: int) -> int:
    rows = NumberSeries.objects.of(actor.commune)
    rows.get_or_create(commune=actor.commune, series=series, year=year)
    row = rows.select_for_update().get(series=series, year=year)
    row.last += 1
    row.save(update_fields=["last"])
    return row.last


def _keep_files(actor: Actor, paper: OfficialPaper, made: Produced, at: datetime) -> None:
    name = f"{paper.number:02d}-{paper.symbol}"
    paper.docx = _kept(actor, f"{name}.docx", made.docx, at)
    paper.pdf = _kept(actor, f"{name}.pdf", made.pdf, at)
    paper.xlsx = _kept(actor, f"{name}.xlsx", made.xlsx, at)


def _kept(actor: Actor, name: str, content: bytes | None, at: datetime) -> StoredFile | None:
    return keep_file(actor=actor, name=name, content=content, at=at) if content else None
