"""Tin cho máy của thôn: a few words on the phones of a village or of one person, and who has read them."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

from django import forms
from django.db.models import Count, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from xaso.core.pages.pages import ActionPage, DetailPage, ListPage, NothingForm
from xaso.core.people.models import Account
from xaso.core.phone_notes import actions
from xaso.core.phone_notes.models import MOST_SIGNS, PhoneNote
from xaso.core.phone_notes.queries import readers_of
from xaso.core.residents.languages import language_names
from xaso.core.sync.models import DevicePerson
from xaso.core.ui.fields import VietnameseDateField
from xaso.core.units.models import Village

VILLAGE, PERSON = "thon", "nguoi"
USUAL_DAYS = 7


class WriteForm(forms.Form):
    whom = forms.ChoiceField(label=_("Gửi tới máy của"))
    text = forms.CharField(
        label=_("Lời nhắn"),
        max_length=MOST_SIGNS,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_(
            "Ngắn, dễ hiểu, nhiều nhất 300 chữ cái. Không ghi tên, số điện thoại người dân."
        ),
    )
    to_date = VietnameseDateField(label=_("Hiện trên máy đến hết ngày"))
    from_date = VietnameseDateField(
        label=_("Hiện từ ngày"), required=False, help_text=_("Để trống: hiện ngay.")
    )
    recording = forms.FileField(
        label=_("Bản ghi tiếng"),
        required=False,
        help_text=_(
            "Không bắt buộc. Dưới một phút, nhỏ hơn 150 kB; máy nghe được cả khi mất sóng."
        ),
        widget=forms.FileInput(attrs={"accept": "audio/*", "capture": "user"}),
    )
    language = forms.ChoiceField(label=_("Bản ghi nói tiếng gì"), required=False)

    def __init__(
        self, *args: Any, villages: QuerySet[Village], people: QuerySet[Account], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        whole = [(f"{VILLAGE}:{each.pk}", capfirst(str(each))) for each in villages]
        single = [(f"{PERSON}:{each.pk}", each.full_name) for each in people]
        choices = [
            ("", _t("Chọn thôn hoặc người")),
            (_t("Cả thôn"), whole),
            (_t("Một người"), single),
        ]
        self._choose("whom", [each for each in choices if each[1]])
        self._choose("language", [("", _t("Không có bản ghi")), *language_names().items()])

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        kind, _colon, key = str(data.pop("whom", "")).partition(":")
        given = data.pop("recording", None)
        whom = {VILLAGE: "village_id", PERSON: "account_id"}.get(kind)
        return {
            **data,
            **({whom: UUID(key)} if whom else {}),
            "recording": given.read() if given else b"",
        }

    def _choose(self, field: str, choices: list[Any]) -> None:
        self.fields[field].choices = choices  # type: ignore[attr-defined]


class Notes(ListPage):
    right = "sync.read"
    model = PhoneNote
    template_name = "desk/phones/notes.html"
    order = ("-at", "-pk")

    def get_queryset(self) -> QuerySet[PhoneNote]:
        rows = PhoneNote.objects.of(self.actor.commune).order_by(*self.order)
        return rows.select_related("village", "account").annotate(read=Count("readings"))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        today = timezone.localdate()
        return {
            **context,
            "title": _t("Tin cho máy của thôn"),
            "rows": [(note, *state_of(note, today)) for note in context["slice"].rows],
            "may_write": self.actor.may("sync.decide"),
        }


class Note(DetailPage):
    right = "sync.read"
    model = PhoneNote
    template_name = "desk/phones/note.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        note, today = self.object, timezone.localdate()
        state, word = state_of(note, today)
        readers = readers_of(note, today)
        return super().get_context_data(
            title=_t("Tin cho máy của thôn"),
            state=state,
            word=word,
            readers=readers,
            read=sum(reading is not None for _account, reading in readers),
            may_end=note.ended_at is None and self.actor.may("sync.decide"),
            **kwargs,
        )


class Write(ActionPage):
    right = "sync.decide"
    form_class = WriteForm
    template_name = "desk/form.html"
    action = actions.send_note
    title = _("Viết tin cho máy của thôn")
    submit_label = _("Gửi tin")
    done_message = _("Đã gửi. Máy của thôn nhận tin khi có sóng.")

    def get_form_kwargs(self) -> dict[str, Any]:
        commune = self.actor.commune
        with_phone = DevicePerson.objects.of(commune).values("account")
        people = Account.objects.of(commune).filter(is_active=True, pk__in=with_phone)
        return {
            **super().get_form_kwargs(),
            "villages": Village.objects.of(commune).filter(closed_at=None).order_by("name"),
            "people": people.order_by("full_name", "pk"),
        }

    def get_initial(self) -> dict[str, Any]:
        ends = timezone.localdate() + timedelta(days=USUAL_DAYS)
        return {"to_date": f"{ends:%d/%m/%Y}"}

    def given(self) -> dict[str, Any]:
        return {"at": timezone.now()}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        back = reverse("desk:phone-notes")
        crumbs = [(reverse("desk:phones"), _t("Máy của thôn")), (back, _t("Tin cho máy"))]
        return super().get_context_data(cancel_url=back, crumbs=crumbs, **kwargs)


class End(ActionPage):
    right = "sync.decide"
    form_class = NothingForm
    template_name = "desk/form.html"
    action = actions.end_note
    title = _("Gỡ tin khỏi máy")
    submit_label = _("Gỡ tin này")
    done_message = _("Đã gỡ. Máy bỏ tin này khi liên lạc lần tới.")

    def given(self) -> dict[str, Any]:
        return {"note_id": self.note.pk, "at": timezone.now()}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        back = self.note.get_absolute_url()
        crumbs = [(reverse("desk:phone-notes"), _t("Tin cho máy"))]
        return super().get_context_data(
            lead=self.note.text, cancel_url=back, crumbs=crumbs, **kwargs
        )

    @property
    def note(self) -> PhoneNote:
        found: PhoneNote = PhoneNote.objects.of(self.actor.commune).get(pk=self.kwargs["pk"])
        return found


def state_of(note: PhoneNote, today: Any) -> tuple[str, str]:
    if note.ended_at is not None or note.to_date < today:
        return "paused", _t("đã gỡ khỏi máy")
    if note.from_date > today:
        return "todo", _t("chưa đến ngày")
    return "done", _t("đang hiện")
