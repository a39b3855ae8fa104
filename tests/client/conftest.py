from __future__ import annotations

from pathlib import Path

import pytest

from scripts.build_client import bundle
from scripts.build_fonts import fetch_packages
from tests.client.node import HERE, SHAPE


@pytest.fixture(scope="session")
def bundled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The tests of the client as Node runs them."""
    fetch_packages()
    into = tmp_path_factory.mktemp("client")
    bundle([*HERE.glob("*.test.ts"), HERE / "samples.ts", HERE / "day_node.ts"], into, *SHAPE)
    return into
