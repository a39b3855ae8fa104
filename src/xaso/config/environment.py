"""What the machine tells us: the data folder, the database, the address people use."""

from __future__ import annotations

import os
import secrets
import tomllib
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

CLONE_DIR = Path(__file__).resolve().parents[3]


def data_dir() -> Path:
    """`XASO_DATA_DIR`, else `var/` beside the clone, else the place of a service."""
    named = os.environ.get("XASO_DATA_DIR")
    if named:
        return Path(named).expanduser().resolve()
    if (CLONE_DIR / "pyproject.toml").exists():
        return CLONE_DIR / "var"
    return Path("/var/lib/xaso")


def setting(name: str, default: str = "") -> str:
    """From the environment, else from `xaso.toml` in the data folder (lower-case key)."""
    if name in os.environ:
        return os.environ[name]
    return str(_file_settings().get(name.removeprefix("XASO_").lower(), default))


def secret_key() -> str:
    """Made once for each installation and kept readable by its owner only."""
    if "XASO_SECRET_KEY" in os.environ:
        return os.environ["XASO_SECRET_KEY"]
    path = data_dir() / "secret_key"
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        with _created_once(path) as file:
            file.write(secrets.token_urlsafe(50))
    return path.read_text(encoding="utf-8")


def database() -> dict[str, Any]:
    """SQLite in the data folder, or PostgreSQL by `DATABASE_URL`."""
    url = setting("DATABASE_URL")
    return _postgres(url) if url.startswith(("postgres:", "postgresql:")) else _sqlite(url)


def database_owner() -> dict[str, Any]:
    """What differs for the role that owns the tables, where `DATABASE_OWNER_URL` names one."""
    url = setting("DATABASE_OWNER_URL")
    if not url.startswith(("postgres:", "postgresql:")):
        return {}
    known = _postgres(url)
    return {part: known[part] for part in ("USER", "PASSWORD", "HOST", "PORT", "OPTIONS")}


def _file_settings() -> dict[str, Any]:
    path = data_dir() / "xaso.toml"
    return tomllib.loads(path.read_text(encoding="utf-8")) if path.exists() else {}


def _created_once(path: Path) -> Any:
    return os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w")


def _sqlite(url: str) -> dict[str, Any]:
    name = url.removeprefix("sqlite:///") if url else str(data_dir() / "xaso.sqlite3")
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": name,
        "CONN_MAX_AGE": None,
        "OPTIONS": {
            "timeout": 20,
            "transaction_mode": "IMMEDIATE",
            "init_command": (
                "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;"
                "PRAGMA busy_timeout=20000; PRAGMA journal_size_limit=67108864;"
                "PRAGMA temp_store=MEMORY; PRAGMA cache_size=-16000;"
            ),
        },
    }


def _postgres(url: str) -> dict[str, Any]:
    parts = urlsplit(url)
    options: dict[str, Any] = dict(parse_qsl(parts.query))
    pooled = options.pop("pool", "") == "transaction"
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": parts.path.lstrip("/"),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": options.pop("host", parts.hostname or ""),
        "PORT": parts.port or "",
        "CONN_MAX_AGE": None,
        "CONN_HEALTH_CHECKS": True,
        # A cursor that outlives its transaction would be looked for on another server connection.
        "DISABLE_SERVER_SIDE_CURSORS": pooled,
        "OPTIONS": options,
    }
