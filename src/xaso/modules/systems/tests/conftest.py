from __future__ import annotations

import pytest

from xaso.modules.systems import actions

from . import files


@pytest.fixture
def minh(person, gia_phu):
    """Head of the office: sees the board, writes the map."""
    return person("Minh", gia_phu, "chanh_van_phong")


@pytest.fixture
def mai(person, gia_phu):
    """Clerk: takes numbers out, does not draw the map."""
    return person("Mai", gia_phu, "van_thu")


@pytest.fixture
def system(lan):
    """Gives one number of each of the three villages."""
    files.villages(lan.commune)
    system = files.police(lan)
    actions.add_figure(actor=lan, system_id=system.pk, value_code=files.LEVEL_2)
    return system
