"""What several stories of the core share: a data folder of one's own, its admin, a stick."""

import pytest

from conftest import MORNING
from tests.core.backups import TELLING, keep
from tests.core.second_factor import with_password
from xaso.core.backup.snapshot import make
from xaso.core.units.actions import add_village


@pytest.fixture
def place(settings, tmp_path):
    """The data folder of an installation, apart from whatever else a test lays down."""
    settings.DATA_DIR = tmp_path / "data"
    settings.STORAGE_DIR = tmp_path / "data" / "files"
    settings.DATA_DIR.mkdir()
    return settings.DATA_DIR


@pytest.fixture
def trung(person, gia_phu):
    return person("Trung", gia_phu, "quan_tri")


@pytest.fixture
def full(place, trung):
    """A full backup of one file, one village and a secret."""
    (place / "secret_key").write_text("bi-mat")
    keep(trung, b"%PDF-1.7 " + TELLING.encode() * 2000, MORNING)
    add_village(actor=trung, name="Mẫu Sơn", kind="thon")
    return make(at=MORNING)


@pytest.fixture
def usb(tmp_path, settings):
    folder = tmp_path / "KINGSTON"
    folder.mkdir()
    settings.XASO_BACKUP_TO = str(folder)
    return folder


@pytest.fixture
def admin(person, gia_phu):
    """Minh looks after the accounts of Gia Phú."""
    return with_password(person("Minh", gia_phu, "quan_tri"))


@pytest.fixture
def officer(lan):
    """Lan with a password of her own."""
    return with_password(lan)
