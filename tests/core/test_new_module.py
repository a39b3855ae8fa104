"""`make module` makes what the uniformity tests ask for, and they name what is taken away."""

import shutil
import tomllib

import pytest

from scripts.new_module import make_module
from tests.core import test_uniform as uniform
from tests.core.source import PACKAGE, ROOT


@pytest.fixture
def copy(tmp_path):
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    place = tmp_path / "src" / "xaso" / "config"
    place.mkdir(parents=True)
    shutil.copy(PACKAGE / "config" / "modules.py", place)
    return tmp_path


def missing(copy, name):
    return uniform.missing_files(copy / "src" / "xaso" / "modules" / name)


def test_a_new_module_has_every_file_its_address_and_its_wall(copy):
    make_module(copy, "gardens", "vuon/")

    listed = (copy / "src" / "xaso" / "config" / "modules.py").read_text()
    contracts = tomllib.loads((copy / "pyproject.toml").read_text())["tool"]["importlinter"]
    assert missing(copy, "gardens") == []
    assert '    "gardens": "vuon/",\n' in listed
    assert sum("modules.gardens.**" in str(each) for each in contracts["contracts"]) == 1


def test_a_file_taken_away_is_named(copy):
    folder = make_module(copy, "gardens", "vuon/")

    (folder / "README.md").unlink()
    shutil.rmtree(folder / "tests")

    assert missing(copy, "gardens") == ["gardens: README.md", "gardens: tests/"]


@pytest.mark.parametrize(
    ("name", "address", "reason"),
    [
        ("Vườn", "vuon/", "lower-case"),
        ("gardens", "vườn/", "unaccented"),
        ("gardens", "vuon", "end in /"),
        ("plans", "vuon/", "already"),
        ("gardens", "ke-hoach/", "taken"),
    ],
)
def test_a_name_that_does_not_fit_is_refused(copy, name, address, reason):
    with pytest.raises(SystemExit, match=reason):
        make_module(copy, name, address)
