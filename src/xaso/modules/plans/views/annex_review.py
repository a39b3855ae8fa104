"""The review of an annex: one form; each of its buttons first keeps what stands on the page."""

from __future__ import annotations

from functools import cached_property
from typing import Any
from urllib.parse import parse_qsl, urlencode

from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from xaso.core.events.queries import history
from xaso.core.pages.pages import Page
from xaso.core.ui.notices import tell
from xaso.core.ui.templatetags.xaso import vn_moment
from xaso.lib.numbers import read_count
from xaso.modules.plans import actions
from xaso.modules.plans.actions.annex_reviewing import merged
from xaso.modules.plans.intake.columns import (
    FIELD_WORDS,
    chosen_mapping,
    columns_of,
    missing_columns,
)
from xaso.modules.plans.intake.meeting import NOBODY_ELSE, Met, meet, without
from xaso.modules.plans.intake.posted import choices_of
from xaso.modules.plans.intake.settle import SKIPPED
from xaso.modules.plans.intake.sheet import Sheet, mark_of, shown
from xaso.modules.plans.models import AnnexImport

from .annex_lines import days_off_line, due_lines, kind_lines, line_of, unit_lines
from .annex_sheet import LaidOut, lay_out
from .annex_tabs import button_label, tabs_of

ROWS_A_PAGE = 40
TAKING = frozenset({"nhan", "nhap"})
PLACES = ("xem", "loc", "trang", "sua")


class ReviewAnnex(Page):
    right = "plans.import"
    shows_kept = True

    def get(self, request: HttpRequest, **_kwargs: Any) -> HttpResponse:
        if not self.is_waiting:
            return redirect("plans:import-result", self.annex_import.pk)
        typed = self.kept_data().get("data")
        if typed is None:
            return self.page(lay_out(self.annex_import, timezone.localdate()))
        choices, met = self.read(typed)
        return self.show_typed(choices, met, status=200)

    def post(self, request: HttpRequest, **_kwargs: Any) -> HttpResponse:
        with transaction.atomic():
            rows = AnnexImport.objects.select_related(None).select_for_update(no_key=True)
            self.annex_import.refresh_from_db(
                from_queryset=rows, fields=["choices", "mapping", "rows", "state"]
            )
            return self.answer(request)

    def answer(self, request: HttpRequest) -> HttpResponse:
        if not self.is_waiting:
            return redirect("plans:import-result", self.annex_import.pk)
        if request.POST.get("ban") != mark_of(self.annex_import):
            tell(request, _("Tệp vừa được đọc lại. Xem lại các dòng dưới đây."))
            return redirect(self.address())
        choices, met = self.read(request.POST)
        if request.POST.get("lam") == "dem":
            return self.count(choices)
        if met.clashes or (met.news and request.POST.get("lam") in TAKING):
            return self.show_typed(choices, met, status=422)
        kept = actions.keep_choices(
            actor=self.actor, import_id=self.annex_import.pk, choices=choices
        )
        self.annex_import = kept
        try:
            return self.go_on()
        except ValidationError as error:
            laid = lay_out(self.annex_import, timezone.localdate())
            response = self.page(laid, errors=error.messages, status=422)
            response["HX-Reswap"] = "outerHTML show:window:top"
            return response

    @cached_property
    def annex_import(self) -> AnnexImport:
        rows = AnnexImport.objects.of(self.actor.commune).select_related("plan", "file")
        found: AnnexImport = rows.get(pk=self.kwargs["import_id"])
        found.commune = self.actor.commune
        return found

    @property
    def is_waiting(self) -> bool:
        return self.annex_import.state == AnnexImport.State.XEM_TRUOC

    def address(self) -> str:
        return reverse("plans:import-review", args=[self.kwargs["import_id"]])

    def read(self, post: QueryDict) -> tuple[dict[str, Any], Met]:
        """What was sent; and what somebody else has changed since this person opened the page."""
        laid = lay_out(self.annex_import, timezone.localdate())
        met = meet(post, laid.entries(post))
        keys = {index: row.row.key for index, row in enumerate(laid.sheet.rows)}
        choices = choices_of(post, laid.defaults.fields, laid.sheet)
        return without(choices, met.kept, keys), met

    def show_typed(self, choices: dict[str, Any], met: Met, status: int) -> HttpResponse:
        """Nothing is kept; what stands there now counts as seen from here on."""
        self.put_on(choices)
        laid = lay_out(self.annex_import, timezone.localdate(), seen=met.now)
        response = self.page(laid, met=met, status=status)
        response["HX-Reswap"] = "outerHTML show:window:top"
        return response

    def who_reviewed(self) -> str:
        for happening in history(self.actor.commune, [self.annex_import.pk]):
            if happening.kind == "plans.import.reviewed":
                words = {"who": happening.who, "at": vn_moment(happening.at)}
                return _("%(who)s lưu lúc %(at)s") % words
        return ""

    def count(self, choices: dict[str, Any]) -> HttpResponse:
        """What the numbers would be; nothing is kept."""
        self.put_on(choices)
        laid = lay_out(self.annex_import, timezone.localdate())
        return render(self.request, "plans/annex/decide.html", self.decision(laid.sheet))

    def put_on(self, choices: dict[str, Any]) -> None:
        """On top of what is kept, for this answer alone."""
        self.annex_import.choices = merged(self.annex_import.choices, choices)

    def go_on(self) -> HttpResponse:
        post = self.request.POST
        mapping = chosen_mapping(columns_of(self.annex_import.mapping), post)
        if mapping is not None:
            actions.remap_import(actor=self.actor, import_id=self.annex_import.pk, mapping=mapping)
            tell(self.request, _("Đã đọc lại tệp theo cột vừa chọn. Xem lại các dòng rồi nhận."))
            return redirect(self.address())
        if post.get("lam") in TAKING:
            return self.accept(is_confirmed=post.get("lam") == "nhan")
        query = dict(parse_qsl(post.get("den", "")))
        wanted = {name: query[name] for name in PLACES if name in query}
        place = f"#d{wanted['sua']}" if wanted.get("sua", "").isdecimal() else "#bang"
        return redirect(f"{self.address()}?{urlencode(wanted)}{place}")

    def accept(self, *, is_confirmed: bool) -> HttpResponse:
        laid = lay_out(self.annex_import, timezone.localdate(), is_confirmed=is_confirmed)
        sheet, errors = laid.sheet, laid.errors()
        if errors:
            raise ValidationError(errors)
        if is_confirmed and sheet.tally.new and not self.annex_import.choices.get("confirmed"):
            raise ValidationError(
                _(
                    "Đánh dấu “đồng ý với các đề xuất” rồi mới nhận; hoặc chỉ nhận dạng nháp, "
                    "phân công sau."
                )
            )
        if not (sheet.taken() or sheet.target_rows or sheet.cancelled):
            raise ValidationError(_("Không còn dòng nào để nhận."))
        actions.accept_import(
            actor=self.actor,
            import_id=self.annex_import.pk,
            choices=sheet.taken(),
            target_rows=sheet.target_rows,
            cancel_gone=sheet.cancelled,
            at=timezone.now(),
        )
        return redirect("plans:import-result", self.annex_import.pk)

    def page(
        self, laid: LaidOut, errors: Any = (), status: int = 200, met: Met = NOBODY_ELSE
    ) -> HttpResponse:
        sheet, asked = laid.sheet, self.request.GET
        columns = columns_of(self.annex_import.mapping)
        tabs = tabs_of(sheet, asked.get("xem", ""), asked.get("loc", ""))
        rows = shown(sheet.rows, asked.get("loc", ""))
        page, last = self.page_number(len(rows))
        used = [column for column in columns if column.field]
        lines = [
            line_of(
                row,
                used,
                self.open_form(laid, row.index),
                is_again=sheet.is_again,
                has_own=row.index in laid.row_forms,
            )
            for row in rows[(page - 1) * ROWS_A_PAGE : page * ROWS_A_PAGE]
        ]
        context = {
            **self.decision(sheet),
            "title": _("Xem lại “%(file)s”") % {"file": self.annex_import.file.name},
            "annex_import": self.annex_import,
            "plan": self.annex_import.plan,
            "address": self.address(),
            "mark": mark_of(self.annex_import),
            "errors": [*errors, *(laid.errors() if not errors else ())],
            "used": used,
            "unused": [column for column in columns if not column.field],
            "words": FIELD_WORDS.items(),
            "is_tick_missing": bool(errors) and sheet.tally.new and not sheet.choices["confirmed"],
            "wrong_year": sheet.is_of_another_year,
            "missing": missing_columns(self.annex_import.mapping),
            "units": unit_lines(laid.defaults),
            "kinds": kind_lines(laid.defaults, sheet.kinds()),
            "dues": due_lines(laid.defaults),
            "days_off": days_off_line(laid.defaults),
            "days_off_count": laid.defaults.groups.days_off,
            "lines": lines,
            "shown": ",".join(str(line.settled.index) for line in lines),
            "shown_left": ",".join(
                str(line.settled.index) for line in lines if line.settled.state == SKIPPED
            ),
            "left_targets": ",".join(
                str(line.read.row.row)
                for line in sheet.targets
                if line.is_left and line.read.row.is_acceptable
            ),
            "clashes": met.clashes,
            "news": met.news,
            "clash_by": self.who_reviewed() if met.clashes or met.news else "",
            "page_number": page,
            "last_page": last,
            "pages": range(1, last + 1) if last > 1 else (),
            **tabs,
        }
        return render(self.request, "plans/annex/review.html", context, status=status)

    def decision(self, sheet: Sheet) -> dict[str, Any]:
        return {
            "address": self.address(),
            "sheet": sheet,
            "tally": sheet.tally,
            "button": button_label(sheet),
            "is_confirmed": bool(sheet.choices.get("confirmed")),
            "may_assign": self.actor.may("plans.assign"),
        }

    def open_form(self, laid: LaidOut, index: int) -> Any:
        return laid.row_form(index) if self.request.GET.get("sua") == str(index) else None

    def page_number(self, count: int) -> tuple[int, int]:
        last = max(1, -(-count // ROWS_A_PAGE))
        asked = read_count(self.request.GET.get("trang", "")) or 1
        return min(asked, last), last
