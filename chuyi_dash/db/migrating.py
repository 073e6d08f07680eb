"""Bringing a database to the schema that this version of the product expects."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection, Engine, column, inspect, select, table
from sqlalchemy.exc import DBAPIError

from chuyi_dash.db.engine import reason_of, writing
from chuyi_dash.db.roles import grant_self_check
from chuyi_dash.db.tables import Base
from chuyi_dash.errors import ChuyiError
from chuyi_dash.i18n import gettext as _

# Alembic takes a while to load and is imported where it migrates: to compare revisions needs only their names.
if TYPE_CHECKING:
    from alembic.config import Config as AlembicConfig

SCRIPTS = Path(__file__).parent / "migrations"
VERSION_TABLE = "alembic_version"


def _alembic(connection: Connection | None = None) -> AlembicConfig:
    from alembic.config import Config as AlembicConfig

    config = AlembicConfig()
    config.set_main_option("script_location", str(SCRIPTS).replace("%", "%%"))
    config.attributes["connection"] = connection
    return config


@lru_cache(maxsize=1)
def revisions() -> tuple[str, ...]:
    """List every revision that the code knows, oldest first.

    They are numbered, and each begins its file's name.
    """
    return tuple(sorted(path.name.partition("_")[0] for path in (SCRIPTS / "versions").glob("[0-9]*_*.py")))


def expected_revision() -> str:
    """Return the newest revision that the code knows."""
    return revisions()[-1]


def stored_revision(connection: Connection) -> str | None:
    """Read the revision that is written in a database with a schema.

    Raises SQLAlchemyError where there is no schema.
    """
    stored: str | None = connection.scalar(select(column("version_num")).select_from(table(VERSION_TABLE)))
    return stored


def current_revision(engine: Engine) -> str | None:
    """Read the revision of the database; None where it holds no schema of ours yet.

    Raises ChuyiError where the database cannot be read.
    """
    return _look(engine)[0]


def _look(engine: Engine) -> tuple[str | None, frozenset[str]]:
    """Read the database's revision and which of its tables bear one of our names.

    The revision is None where there is none. Raises ChuyiError where the database cannot be opened.
    """
    try:
        with engine.connect() as connection:
            present = set(inspect(connection).get_table_names())
            found = stored_revision(connection) if VERSION_TABLE in present else None
    except DBAPIError as error:
        raise ChuyiError(
            _("打不开数据库 %(url)s：%(reason)s。请检查 CHUYI_DATABASE_URL 和数据库服务。")
            % {"url": engine.url.render_as_string(hide_password=True), "reason": reason_of(error)}
        ) from error
    return found, frozenset(present & Base.metadata.tables.keys())


def migrate(engine: Engine, revision: str = "head") -> None:
    """Run the migrations up to this revision in one transaction.

    A database already there is left alone. Raises ChuyiError where the database is newer than the code or holds
    tables that are not ours.
    """
    from alembic import command

    _require_known(*_look(engine))
    with _migrating(engine) as config:
        command.upgrade(config, revision)


def downgrade(engine: Engine, revision: str) -> None:
    """Undo migrations down to this revision ('-1' for one step), in one transaction."""
    from alembic import command

    _require_known(*_look(engine))
    with _migrating(engine) as config:
        command.downgrade(config, revision)


@contextmanager
def _migrating(engine: Engine) -> Iterator[AlembicConfig]:
    """Run Alembic over one transaction of ours, which it then neither begins nor commits.

    SQLite rebuilds a table to change it, which foreign keys would forbid: they are checked at the end instead. Raises
    ChuyiError, and changes nothing, where one would then point nowhere.
    """
    with writing(engine, foreign_keys=False) as connection:
        yield _alembic(connection)
        grant_self_check(connection)
        broken = None
        if engine.dialect.name == "sqlite":
            broken = connection.exec_driver_sql("PRAGMA foreign_key_check").first()
        if broken is not None:
            raise ChuyiError(
                _("表 %(table)s 里会有指向不存在的行，没有改动数据库。请联系维护人员。") % {"table": broken[0]}
            )


def require_current_schema(engine: Engine) -> None:
    """Raise ChuyiError where the schema is missing or of another revision.

    The message names the command to run.
    """
    found, present = _look(engine)
    if found is None and not present:
        raise ChuyiError(_("数据库还没有建立。请先运行：python -m chuyi_dash init --sample"))
    _require_known(found, present)
    if found != expected_revision():
        raise ChuyiError(
            _("数据库的版本是 %(found)s，程序需要 %(expected)s。请运行：python -m chuyi_dash upgrade")
            % {"found": found, "expected": expected_revision()}
        )


def _require_known(found: str | None, present: frozenset[str]) -> None:
    if found is None and present:
        raise ChuyiError(
            _("数据库里已有表 %(tables)s，却没有版本记录，不是本系统建的库。请在 CHUYI_DATABASE_URL 里换一个空库。")
            % {"tables": "、".join(sorted(present))}
        )
    if found is not None and found not in revisions():
        raise ChuyiError(
            _("数据库的版本 %(found)s 比程序（%(expected)s）新。请更新程序，或换用这个版本的数据库。")
            % {"found": found, "expected": expected_revision()}
        )
