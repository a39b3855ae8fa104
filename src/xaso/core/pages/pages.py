"""Django's own generic views, plus what every page of ours needs.

1. rows of one commune only, 2. a named right, 3. forms that call an action, 4. short pages.
Nothing here knows any module.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import ImproperlyConfigured, ObjectDoesNotExist, ValidationError
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils.functional import Promise
from django.views import generic

from xaso.core.rights.actor import Actor
from xaso.core.rights.signed_in import actor_of

from .keyset import Slice, slice_of
from .workbook import Column, workbook_response

MOST_EXPORTED_ROWS = 20_000


class Page(generic.View):
    """Every page names the right it needs, or says that it is public; else start-up stops."""

    right: str = ""
    public = False
    keeps_forms = True
    """What is sent here while the session is locked or over is kept for its person (core/lock)."""
    shows_kept = False
    """A kept form is shown on this page itself, by `kept_data()`."""
    actor: Actor

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        if not cls.right and not cls.public and not cls.__module__.startswith("xaso.core.pages"):
            raise ImproperlyConfigured(f"{cls.__module__}.{cls.__name__} names no right")

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        actor = actor_of(request)
        if not self.public:
            if actor is None:
                return redirect_to_login(request.get_full_path())
            actor.must(self.right)
        self.actor = actor  # type: ignore[assignment]
        try:
            return super().dispatch(request, *args, **kwargs)
        except ObjectDoesNotExist as error:
            raise Http404 from error

    def kept_data(self) -> dict[str, Any]:
        """What a form of this page is bound to when it shows what was typed before a lock."""
        kept = getattr(self.request, "kept", None)
        if kept is None or self.request.method != "GET":
            return {}
        return {"data": kept.typed.data, "files": kept.typed.uploads}


class CommuneRows:
    """Limits the view's model to the actor's commune."""

    model: Any
    actor: Actor
    order: Sequence[str] = ("pk",)

    def get_queryset(self) -> QuerySet[Any]:
        rows: QuerySet[Any] = self.model.objects.of(self.actor.commune)
        return rows.order_by(*self.order)


class TextPage(Page, generic.TemplateView):
    """A page that reads what it needs in `get_context_data`."""


class ListPage(CommuneRows, Page, generic.TemplateView):
    """Rows in a fixed order, one slice at a time; `?tai=xlsx` gives them all as a workbook."""

    page_size = 20
    export_name = "danh-sach"
    columns: Sequence[Column] = ()

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.GET.get("tai") == "xlsx" and self.columns:
            rows = self.get_queryset()[:MOST_EXPORTED_ROWS]
            return workbook_response(self.export_name, self.columns, rows)
        return super().get(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(slice=self.slice(), **kwargs)

    def slice(self) -> Slice:
        """The rows after `?sau=`; fields of `order` must not be null (use an annotation)."""
        after = self.request.GET.get("sau", "")
        return slice_of(self.get_queryset(), self.order, after, self.page_size)


class DetailPage(CommuneRows, Page, generic.DetailView):  # type: ignore[type-arg]
    pass


class NothingForm(forms.Form):
    """The button itself is the whole answer."""


class ActionPage(Page, generic.FormView):  # type: ignore[type-arg]
    """Show a form; when it is valid, call one action and go on. Expected errors come back to it."""

    form_class: Any = NothingForm
    action: Callable[..., Any]
    done_message: str | Promise = ""
    template_name = "ui/action_page.html"
    title: str | Promise = ""
    submit_label: str | Promise = ""
    shows_kept = True

    def get_form_kwargs(self) -> dict[str, Any]:
        """A kept form is shown bound, without running the action."""
        return {**super().get_form_kwargs(), **self.kept_data()}

    def get_form(self, form_class: Any = None) -> Any:
        form = super().get_form(form_class)
        form.kept = getattr(self.request, "kept", None)
        return form

    def given(self) -> dict[str, Any]:
        """What the address and the clock add to the form's own fields."""
        return {}

    def form_valid(self, form: forms.Form) -> HttpResponse:
        try:
            result = self.act(form)
        except ValidationError as error:
            return self.refused(form, error)
        if self.done_message:
            messages.success(self.request, str(self.done_message))
        return self.done(result)

    def act(self, form: Any) -> Any:
        return type(self).action(actor=self.actor, **form.cleaned_data, **self.given())

    def refused(self, form: forms.Form, error: ValidationError) -> HttpResponse:
        put_errors(form, error)
        return self.form_invalid(form)

    def form_invalid(self, form: forms.Form) -> HttpResponse:
        return self.render_to_response(self.get_context_data(form=form), status=422)

    def done(self, result: Any) -> HttpResponse:
        return redirect(self.next_url(result))

    def next_url(self, result: Any) -> str:
        return str(result.get_absolute_url())

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(title=self.title, submit_label=self.submit_label, **kwargs)


def put_errors(form: forms.Form, error: ValidationError) -> None:
    """Errors of fields the form shows stand at the field, all others at the top."""
    if not hasattr(error, "error_dict"):
        form.add_error(None, error)
        return
    for field, errors in error.error_dict.items():
        form.add_error(field if field in form.fields else None, errors)
