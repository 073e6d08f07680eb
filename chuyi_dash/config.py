"""What the environment decides, read and checked in one place."""

from __future__ import annotations

import os
import tomllib
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError

from chuyi_dash.errors import ChuyiError
from chuyi_dash.i18n import gettext as _

PROJECT_DIR = Path(__file__).resolve().parent.parent
DATA_DIR = PROJECT_DIR / "data"
VAR_DIR = PROJECT_DIR / "var"
SELF_CHECK_VARIABLE = "CHUYI_SELF_CHECK_DATABASE_URL"
NOT_GIVEN = URL.create("sqlite")
EMBEDDED_DATABASE = VAR_DIR / "chuyi.sqlite3"


@dataclass(frozen=True, slots=True)
class Config:
    """Settings of one process: its database, the boundaries to draw, the place of evidence.

    ``boundaries`` is the operator's file; None means the installed ones. ``self_check_url`` is the same database
    through the user that may write what the self-check writes; by default the very same address.
    """

    database_url: URL
    boundaries: Path | None
    var_dir: Path = VAR_DIR
    self_check_url: URL = field(default=NOT_GIVEN)
    evidence: Path | None = None

    @property
    def evidence_dir(self) -> Path:
        """The folder of the uploaded evidence.

        It is the operator's, else one beside the product's other files.
        """
        return self.evidence or self.var_dir / "evidence"

    def __post_init__(self) -> None:
        if self.self_check_url is NOT_GIVEN:
            object.__setattr__(self, "self_check_url", self.database_url)


def database_url(text: str | None, variable: str = "CHUYI_DATABASE_URL") -> URL:
    """Read a database address and make its driver explicit.

    ``postgres://`` and ``postgresql://`` both mean psycopg 3; nothing means the embedded SQLite file in ``var/``.
    Raises ChuyiError for an address that cannot be read or a database other than SQLite and PostgreSQL.
    """
    if not text or not text.strip():
        return URL.create("sqlite", database=str(EMBEDDED_DATABASE))
    unusable = ChuyiError(
        _("%(variable)s 不是可用的数据库地址。请写成 sqlite:///文件路径 或 postgresql://用户@主机/库名。")
        % {"variable": variable}
    )
    try:
        url = make_url(text.strip().replace("postgres://", "postgresql://", 1))
    except (ArgumentError, ValueError) as error:  # ValueError: a port that is not a number
        raise unusable from error
    backend = url.get_backend_name()
    if backend == "postgresql":
        return url.set(drivername="postgresql+psycopg")
    if backend == "sqlite":
        if not url.database or url.database == ":memory:":  # each thread would see a database of its own
            raise unusable
        return url.set(drivername="sqlite")
    raise ChuyiError(
        _("%(variable)s 指向 %(backend)s，本系统只支持 SQLite 和 PostgreSQL。")
        % {"variable": variable, "backend": backend}
    )


def read_config() -> Config:
    """Read the configuration of this process from its environment.

    The variables are ``CHUYI_DATABASE_URL``, ``CHUYI_SELF_CHECK_DATABASE_URL``, ``CHUYI_BOUNDARIES`` and
    ``CHUYI_EVIDENCE``. Raises ChuyiError for a database address that cannot be used, and where the self-check would
    write into another database than the one that is read.
    """
    boundaries = os.environ.get("CHUYI_BOUNDARIES")
    evidence = os.environ.get("CHUYI_EVIDENCE")
    read = database_url(os.environ.get("CHUYI_DATABASE_URL"))
    own = os.environ.get(SELF_CHECK_VARIABLE)
    written = database_url(own, SELF_CHECK_VARIABLE) if own and own.strip() else read
    if _database_named(written) != _database_named(read):
        raise ChuyiError(
            _("%(variable)s 和 CHUYI_DATABASE_URL 应是同一个数据库的两个用户：主机、端口和库名要写得一样。")
            % {"variable": SELF_CHECK_VARIABLE}
        )
    return Config(
        database_url=read,
        boundaries=Path(boundaries) if boundaries and boundaries.strip() else None,
        self_check_url=written,
        evidence=Path(evidence) if evidence and evidence.strip() else None,
    )


def _database_named(url: URL) -> tuple[object, ...]:
    """Reduce an address to what two addresses of one database have in common.

    That is all but user, password and how to connect.
    """
    return url.get_backend_name(), url.host, url.port, url.database


def data_folder() -> Path:
    """Give the folder of the plan, the places and the first facts.

    It is that of ``CHUYI_DATA``, else the product's own ``data/``.
    """
    given = os.environ.get("CHUYI_DATA", "").strip()
    return Path(given) if given else DATA_DIR


@lru_cache(maxsize=1)
def product_version() -> str:
    """Read the version in ``pyproject.toml``, the only place that states it."""
    project: dict[str, str] = tomllib.loads((PROJECT_DIR / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    return project["version"]
