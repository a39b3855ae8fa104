from __future__ import annotations

from urllib.parse import urlencode

from django.urls import reverse


def rows_url(slug: str, **wanted: object) -> str:
    """The rows behind a number; the slugs are the keys of rows.READERS."""
    query = f"?{urlencode({key.replace('_', '-'): value for key, value in wanted.items()})}"
    return reverse("desk:board-rows", args=[slug]) + (query if wanted else "")
