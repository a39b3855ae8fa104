"""What we ask of allauth's second factor: sealed secrets, and paper codes alone are one too."""

from __future__ import annotations

from typing import Any

from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator

from .sealing import seal, unseal


class SecondFactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    def encrypt(self, text: str) -> str:
        return seal(text)

    def decrypt(self, encrypted_text: str) -> str:
        return unseal(encrypted_text)

    def is_mfa_enabled(self, user: Any, types: Any = None) -> bool:
        """A person without a smartphone signs in with the codes of a printed slip."""
        return not user.is_anonymous and Authenticator.objects.filter(user_id=user.pk).exists()
