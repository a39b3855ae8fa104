"""Papers: the list, the draft with its preview, the number, the signed copy."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from xaso.core.events.queries import history
from xaso.core.pages.keyset import short_count
from xaso.core.pages.pages import ActionPage, DetailPage, ListPage, Page, put_errors
from xaso.core.pages.workbook import Column
from xaso.core.papers import actions
from xaso.core.papers.models import OfficialPaper
from xaso.core.papers.numbering import number_paper
from xaso.core.papers.pdf import pdf_available
from xaso.core.papers.produce import has_tables
from xaso.core.papers.queries import body_of, unticked_basis
from xaso.core.people.models import Account
from xaso.core.rights.actor import Actor
from xaso.desk.event_words import tell_all
from xaso.desk.lists import Choice, links
from xaso.lib.dates import write_date

from .drafting import draft, fresh_body
from .files import pictures
from .forms import DraftForm, MakeForm, NumberForm, SignedForm, VoidForm
from .kinds import Ask, PaperKind
from .registry import groups_of, kind_named

State = OfficialPaper.State


class PaperList(ListPage):
    model = OfficialPaper
    right = "papers.read"
    template_name = "desk/papers/papers.html"
    order = ("-drafted_at", "-pk")
    export_name = "van-ban"
    columns = (
        Column(_("Số, ký hiệu"), lambda paper: paper.full_number, 14),
        Column(_("Trích yếu"), lambda paper: paper.title, 50),
        Column(_("Tình trạng"), lambda paper: paper.get_state_display(), 18),
        Column(_("Ngày văn bản"), lambda paper: paper.paper_date, 14),
    )

    def get_queryset(self) -> QuerySet[OfficialPaper]:
        rows: QuerySet[OfficialPaper] = super().get_queryset().defer("body")
        state = self.request.GET.get("tinh-trang")
        return rows.filter(state=state) if state in State.values else rows

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        choices = [Choice("", _t("Tất cả")), *(Choice(str(s.value), str(s.label)) for s in State)]
        today = timezone.localdate()
        may_draft = self.actor.may("papers.draft")
        return super().get_context_data(
            title=_t("Báo cáo, văn bản"),
            filters=links(self.request, "tinh-trang", choices),
            count=short_count(self.get_queryset()),
            groups=[group for group in groups_of(today) if may_draft or group.has_sheets],
            may_draft=may_draft,
            **kwargs,
        )


class MakePaper(ActionPage):
    """Draft one kind for one period and choice; what is drafted already is opened again."""

    right = "papers.draft"
    template_name = "desk/papers/make.html"
    form_class = MakeForm
    submit_label = _("Mở dự thảo")

    @staticmethod
    def action(
        *, actor: Actor, kind: PaperKind, at: datetime, period: str = "", about: str = ""
    ) -> str:
        """Where the draft stands, or the sheet."""
        if kind.body:
            paper = draft(actor=actor, kind=kind, period=period, about=about, at=at)
            return paper.get_absolute_url()
        kind.check_period(period)
        sheet = reverse("desk:sheet-file", args=[kind.code, period, "pdf"])
        return f"{sheet}?{urlencode({'ve': about})}"

    @cached_property
    def kind(self) -> PaperKind:
        return kind_named(self.kwargs["kind"])

    def get_form_kwargs(self) -> dict[str, Any]:
        today = timezone.localdate()
        ask = Ask(self.actor.commune, self.kind.period_of(today), today)
        return super().get_form_kwargs() | {"kind": self.kind, "ask": ask}

    def get_initial(self) -> dict[str, Any]:
        return {"about": self.request.GET.get("ve", "")}

    def given(self) -> dict[str, Any]:
        return {"kind": self.kind, "at": timezone.now()}

    def next_url(self, result: str) -> str:
        return result

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(
            lead=self.kind.help, cancel_url=reverse("desk:papers"), **kwargs
        )
        label = _t("Tải PDF") if self.kind.sheet else self.submit_label
        return context | {"title": self.kind.label, "submit_label": label}


class PaperPage(DetailPage):
    """The draft on the left, the pages as they will print on the right."""

    model = OfficialPaper
    right = "papers.read"
    template_name = "desk/papers/paper.html"
    context_object_name = "paper"
    shows_kept = True

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        paper: OfficialPaper = self.object
        may_write = self._may_write(paper)
        kwargs.setdefault(
            "form", DraftForm(**self.kept_data(), paper=paper) if may_write else None
        )
        copies = list(paper.signed_copies.select_related("file").order_by("-attached_at"))
        return super().get_context_data(
            title=paper.title,
            kind=kind_named(paper.kind),
            may_write=may_write,
            may_number=paper.state == State.DRAFT and self.actor.may("papers.number"),
            may_sign=paper.state in {State.NUMBERED, State.SIGNED}
            and self.actor.may("papers.sign"),
            may_void=paper.state == State.NUMBERED and self.actor.may("papers.number"),
            sections=DraftForm(paper=paper).sections,
            copies=copies,
            doubtful=unticked_basis(paper),
            drafted_by=Account.objects.filter(pk=paper.drafted_by).first(),
            history=tell_all(history(self.actor.commune, [paper.pk], limit=12)),
            has_annex=any(has_tables(annex) for annex in body_of(paper).all_annexes()),
            **_shown_pages(paper),
            **kwargs,
        )

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        self.object = self.get_object()
        form = DraftForm(request.POST, paper=self.object)
        if form.is_valid():
            try:
                actions.write_own_words(
                    actor=self.actor,
                    paper_id=self.object.pk,
                    saw_version=form.cleaned_data["saw_version"],
                    title=form.cleaned_data["title"],
                    words=form.words(),
                    typed=form.typed(),
                )
            except ValidationError as error:
                put_errors(form, error)
            else:
                messages.success(request, _t("Đã lưu dự thảo."))
                return redirect(self.object)
        return self.render_to_response(self.get_context_data(form=form), status=422)

    def _may_write(self, paper: OfficialPaper) -> bool:
        return paper.state == State.DRAFT and self.actor.may("papers.draft")


class RefreshPaper(Page):
    right = "papers.draft"
    http_method_names = ("post",)

    def post(self, request: HttpRequest, pk: str) -> HttpResponse:
        paper = OfficialPaper.objects.of(self.actor.commune).get(pk=pk)
        try:
            body = fresh_body(paper, today=timezone.localdate())
            actions.refresh_paper(actor=self.actor, paper_id=paper.pk, body=body)
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
        else:
            messages.success(request, _t("Đã lấy số liệu mới nhất. Lời của anh chị giữ nguyên."))
        return redirect(paper)


class AboutOnePaper:
    """For forms about one paper: its own page is where they come from and go back to."""

    actor: Actor
    kwargs: dict[str, Any]

    def paper(self) -> OfficialPaper:
        return OfficialPaper.objects.of(self.actor.commune).get(pk=self.kwargs["pk"])

    def given(self) -> dict[str, Any]:
        return {"paper_id": self.paper().pk}

    def next_url(self, result: Any) -> str:
        return self.paper().get_absolute_url()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        paper = self.paper()
        context: dict[str, Any] = super().get_context_data(  # type: ignore[misc]
            paper=paper, cancel_url=paper.get_absolute_url(), lead=paper.title, **kwargs
        )
        return context


class NumberPage(AboutOnePaper, ActionPage):
    right = "papers.number"
    form_class = NumberForm
    action = number_paper
    title = _("Cấp số văn bản")
    submit_label = _("Cấp số và chốt văn bản")
    template_name = "desk/papers/number.html"

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"needs_tick": bool(unticked_basis(self.paper()))}

    def get_initial(self) -> dict[str, Any]:
        return {"paper_date": timezone.localdate()}

    def given(self) -> dict[str, Any]:
        return super().given() | {"at": timezone.now()}

    def done(self, result: OfficialPaper) -> HttpResponse:
        said = _t("Đã cấp số %(number)s, ngày %(day)s.") % {
            "number": result.full_number,
            "day": write_date(result.paper_date) if result.paper_date else "",
        }
        messages.success(self.request, said)
        return redirect(result)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(doubtful=unticked_basis(self.paper()), **kwargs)


class SignedPage(AboutOnePaper, ActionPage):
    right = "papers.sign"
    form_class = SignedForm
    title = _("Đính kèm bản đã ký")
    submit_label = _("Đính kèm")
    done_message = _("Đã đính kèm bản đã ký. Tệp được giữ nguyên như khi gửi lên.")

    @staticmethod
    def action(*, file: Any, **given: Any) -> Any:
        return actions.attach_signed(name=file.name, content=file.read(), **given)

    def given(self) -> dict[str, Any]:
        return super().given() | {"at": timezone.now()}


class VoidPage(AboutOnePaper, ActionPage):
    right = "papers.number"
    form_class = VoidForm
    action = actions.void_number
    title = _("Hủy số văn bản")
    submit_label = _("Hủy số này")
    done_message = _("Đã hủy số. Số này giữ trong sổ cùng lý do, không cấp lại.")


class DiscardPage(AboutOnePaper, ActionPage):
    right = "papers.draft"
    action = actions.discard_paper
    template_name = "desk/papers/discard.html"
    done_message = _("Đã bỏ dự thảo.")

    def done(self, result: Any) -> HttpResponse:
        return redirect("desk:papers")


MOST_PAGES_SHOWN = 3


def _shown_pages(paper: OfficialPaper) -> dict[str, Any]:
    """The first pages beside the draft; the rest is in the PDF."""
    pages = pictures(paper) if pdf_available() else []
    return {
        "pages": list(enumerate(pages[:MOST_PAGES_SHOWN], start=1)),
        "pages_left": max(0, len(pages) - MOST_PAGES_SHOWN),
    }
