from __future__ import annotations

from uuid import UUID

from django.http import FileResponse, HttpRequest

from xaso.core.files.serve import file_response
from xaso.core.pages.pages import Page
from xaso.modules.indicators.models import ValueEvidence


class ProofFile(Page):
    right = "indicators.read"

    def get(self, request: HttpRequest, pk: UUID) -> FileResponse:
        proofs = ValueEvidence.objects.of(self.actor.commune).filter(file__isnull=False)
        proof = proofs.select_related("file").get(pk=pk)
        assert proof.file is not None  # noqa: S101 - filtered above
        return file_response(proof.file)
