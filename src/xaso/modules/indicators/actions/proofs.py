"""Proofs as they come in, checked and kept."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from xaso.core.files.actions import keep_file
from xaso.core.rights.actor import Actor
from xaso.modules.indicators.models import PackEntry, Value, ValueEvidence
from xaso.modules.indicators.proofs import Proof


def keep_proofs(
    actor: Actor, proofs: Iterable[Proof], at: datetime, **proven: Value | PackEntry
) -> None:
    """`proven` is value=… or entry=…."""
    for proof in proofs:
        row = ValueEvidence(commune=actor.commune, **proven)
        if proof.upload:
            row.kind = ValueEvidence.Kind.TEP
            row.file = keep_file(
                actor=actor, name=proof.upload.name, content=proof.upload.content, at=at
            )
        elif proof.url.strip():
            row.kind, row.url = ValueEvidence.Kind.DUONG_DAN, proof.url.strip()
        else:
            row.kind = ValueEvidence.Kind.SO_VAN_BAN
            row.text = " ".join(proof.document_number.split())
        row.full_clean(exclude=["commune", *proven])
        row.save()
