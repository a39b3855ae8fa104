"""Each step of a petition on a page of its own."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from xaso.core.law.queries import RuleMissing, authority
from xaso.core.pages.pages import ActionPage, NothingForm
from xaso.modules.coverage import actions
from xaso.modules.coverage.forms.petitions import OnAirForm, ReplyForm, SendForm
from xaso.modules.coverage.models import Petition
from xaso.modules.coverage.queries.petitions import is_left_alone

from .ruled import Ruled

UPPER = "so-chuyen-doi-so"


class PetitionStep(Ruled, ActionPage):
    right = "coverage.write"
    template_name = "coverage/petition_step.html"
    said: Any = ""

    @cached_property
    def petition(self) -> Petition:
        return Petition.objects.of(self.actor.commune).get(pk=self.kwargs["pk"])

    def given(self) -> dict[str, Any]:
        return {"petition_id": self.petition.pk, "today": timezone.localdate()}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        given = {
            "petition": self.petition,
            "cancel_url": self.petition.get_absolute_url(),
            "said": self.said,
        }
        return super().get_context_data(**{**given, **kwargs})

    def next_url(self, result: Any) -> str:
        return self.petition.get_absolute_url()


class SendPetition(PetitionStep):
    form_class = SendForm
    action = actions.send_petition
    title = _("Ghi đã gửi công văn")
    done_message = _("Đã ghi gửi. Khi nhà mạng trả lời, bấm “Ghi trả lời”.")

    def get_initial(self) -> dict[str, Any]:
        names = self.rules.names
        asked = [names.get(each, each) for each in self.petition.operators]
        return {"day": timezone.localdate(), "sent_to": ", ".join([*self._upper(), *asked])}

    def _upper(self) -> list[str]:
        try:
            return [authority(UPPER, on=timezone.localdate()).name]
        except RuleMissing:
            return []


class NoteReply(PetitionStep):
    form_class = ReplyForm
    action = actions.note_reply
    title = _("Ghi trả lời của nhà mạng")
    done_message = _("Đã ghi trả lời.")

    def get_form_kwargs(self) -> dict[str, Any]:
        names = self.rules.names
        asked = [(each, names.get(each, each)) for each in self.petition.operators]
        return {**super().get_form_kwargs(), "asked": asked}

    def get_initial(self) -> dict[str, Any]:
        return {"day": timezone.localdate()}

    def given(self) -> dict[str, Any]:
        return {"petition_id": self.petition.pk, "at": timezone.now()}


class NoteOnAir(PetitionStep):
    form_class = OnAirForm
    action = actions.note_on_air
    title = _("Nhà mạng báo đã phát sóng")
    said = _("Chưa đóng kiến nghị: xã đo lại rồi mới kết luận.")
    done_message = _("Đã ghi. Đo lại ở từng điểm, rồi bấm “Kết luận đo lại”.")

    def get_initial(self) -> dict[str, Any]:
        return {"day": timezone.localdate()}


class ConcludePetition(PetitionStep):
    form_class = NothingForm
    action = actions.conclude_petition
    title = _("Kết luận đo lại")
    submit_label = _("Kết luận")
    said = _("Phần mềm xét các lần đo từ ngày phát sóng: đạt thì đóng được, không đạt thì mở lại.")
    done_message = _("Đã kết luận theo các lần đo lại.")


class ClosePetition(PetitionStep):
    form_class = NothingForm
    action = actions.close_petition
    title = _("Đóng kiến nghị")
    submit_label = _("Đóng kiến nghị")
    done_message = _("Đã đóng kiến nghị. In trả lời cử tri nếu cần.")

    @property
    def said(self) -> Any:
        if is_left_alone(self.petition, self.rules):
            return _("Các nhà mạng được hỏi đã thôi hoạt động. Kiến nghị đóng, không tính là đạt.")
        return _("Đo lại đã đạt. Kiến nghị đóng, vẫn xem lại được.")


class DropPetition(PetitionStep):
    form_class = NothingForm
    action = actions.drop_petition
    title = _("Bỏ bản nháp")
    submit_label = _("Bỏ")
    said = _("Bản nháp mất hẳn; điểm đo và các lần đo vẫn còn.")
    done_message = _("Đã bỏ bản nháp.")

    def given(self) -> dict[str, Any]:
        return {"petition_id": self.petition.pk}

    def next_url(self, result: Any) -> str:
        return reverse("coverage:petitions")
