"""The review of an annex: one form; each of its buttons first keeps what stands on the page."""

from __future__ import annotations

from functools import cached_property
from typing import Any
from urllib.parse import parse_qsl, urlencode

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from xaso.core.pages.pages import Page
from xaso.core.ui.notices import tell
from xaso.lib.numbers import read_count
from xaso.modules.plans import actions
from xaso.modules.plans.actions.annex_reviewing import merged
from xaso.modules.plans.intake.columns import (
    FIELD_WORDS,
    chosen_mapping,
    columns_of,
    missing_columns,
)
from xaso.modules.plans.intake.posted import choices_of
from xaso.modules.plans.intake.sheet import Sheet, mark_of, shown
from xaso.modules.plans.models import AnnexImport

from .annex_lines import days_off_line, due_lines, kind_lines, line_of, unit_lines
from .annex_sheet import LaidOut, lay_out
from .annex_tabs import button_label, tabs_of

ROWS_A_PAGE = 40
PLACES = ("xem", "loc", "trang", "sua")


class ReviewAnnex(Page):
    right = "plans.import"
    shows_kept = True

    def get(self, request: HttpRequest, **_kwargs: Any) -> HttpResponse:
        if not self.is_waiting:
            return redirect("plans:import-result", self.annex_import.pk)
        laid = lay_out(self.annex_import, timezone.localdate())
        typed = self.kept_data().get("data")
        if typed is not None:
            self.put_on(choices_of(typed, laid.defaults.fields, laid.sheet))
            laid = lay_out(self.annex_import, timezone.localdate())
        return self.page(laid)

    def post(self, request: HttpRequest, **_kwargs: Any) -> HttpResponse:
        if not self.is_waiting:
            return redirect("plans:import-result", self.annex_import.pk)
        if request.POST.get("ban") != mark_of(self.annex_import):
            tell(request, _("Tệp vừa được đọc lại. Xem lại các dòng dưới đây."))
            return redirect(self.address())
        laid = lay_out(self.annex_import, timezone.localdate())
        choices = choices_of(request.POST, laid.defaults.fields, laid.sheet)
        if request.POST.get("lam") == "dem":
            return self.count(choices)
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
        if post.get("lam") in {"nhan", "nhap"}:
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

    def page(self, laid: LaidOut, errors: Any = (), status: int = 200) -> HttpResponse:
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
