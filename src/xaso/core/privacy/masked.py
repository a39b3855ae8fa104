"""A masked value with the button that leads under the mask."""

from __future__ import annotations

from django.template.loader import render_to_string
from django.utils.safestring import SafeString


def masked(value: str, *, what: str, url: str = "") -> SafeString:
    """`what` is read aloud after "Xem"; without `url` the person may not look."""
    return render_to_string("privacy/masked.html", {"value": value, "what": what, "url": url})
