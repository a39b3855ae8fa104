"""Instructions to listen to: added by the office, heard by everybody who goes out."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import FileResponse, HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from xaso.core.files.serve import file_response
from xaso.core.pages.pages import ActionPage, NothingForm, Page
from xaso.core.residents.languages import language_names
from xaso.core.rights.actor import Actor
from xaso.modules.campaigns import actions
from xaso.modules.campaigns.forms.campaign import RecordingForm
from xaso.modules.campaigns.models import CampaignRecording

from .steps import CampaignStep


class AddRecording(CampaignStep):
    form_class = RecordingForm
    title = _("Thêm bản ghi hướng dẫn")
    submit_label = _("Thêm bản ghi")
    done_message = _("Đã thêm bản ghi.")
    needs_moment = True

    @staticmethod
    def action(*, actor: Actor, file: Any, **given: Any) -> CampaignRecording:
        return actions.add_recording(actor=actor, name=file.name, content=file.read(), **given)

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "languages": language_names().items()}


class DropRecording(ActionPage):
    right = "campaigns.write"
    form_class = NothingForm
    action = actions.drop_recording
    title = _("Bỏ bản ghi")
    submit_label = _("Bỏ bản ghi này")
    done_message = _("Đã bỏ bản ghi.")

    def given(self) -> dict[str, Any]:
        rows = CampaignRecording.objects.of(self.actor.commune)
        return {"recording_id": rows.get(pk=self.kwargs["pk"]).pk}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        recording = CampaignRecording.objects.of(self.actor.commune).get(pk=self.kwargs["pk"])
        back = reverse("campaigns:campaign", args=[recording.campaign_id])
        return super().get_context_data(lead=recording.title, cancel_url=back, **kwargs)

    def next_url(self, result: UUID) -> str:
        return reverse("campaigns:campaign", args=[result])


class RecordingFile(Page):
    right = "campaigns.listen"

    def get(self, request: HttpRequest, pk: UUID) -> FileResponse:
        rows = CampaignRecording.objects.of(self.actor.commune).select_related("file")
        return file_response(rows.get(pk=pk).file)
