from __future__ import annotations

import pytest


@pytest.fixture
def minh(person, gia_phu):
    """Head of the office: sees the board, writes the map."""
    return person("Minh", gia_phu, "chanh_van_phong")


@pytest.fixture
def mai(person, gia_phu):
    """Clerk: takes numbers out, does not draw the map."""
    return person("Mai", gia_phu, "van_thu")
