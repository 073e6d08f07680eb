"""The database as one rerun sees it, and answers remembered as long as it stays the same."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Concatenate, ParamSpec, TypeVar

from cachetools import LRUCache, cached
from cachetools.keys import hashkey
from sqlalchemy import Engine
from sqlalchemy.exc import SQLAlchemyError

from chuyi_dash.config import Config
from chuyi_dash.db.engine import connect, reading
from chuyi_dash.db.migrating import expected_revision, require_current_schema, stored_revision
from chuyi_dash.db.queries.facts import data_version
from chuyi_dash.errors import ChuyiError
from chuyi_dash.i18n import gettext as _

P = ParamSpec("P")
R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class DataSource:
    """A database at one data version.

    Equal snapshots give equal answers, so answers are keyed by it.
    """

    database: str
    version: str
    engine: Engine = field(compare=False, repr=False)


def open_snapshot(config: Config) -> DataSource:
    """See the database as it is now.

    Two cheap questions find that out, so that another process's write or upgrade shows at the next rerun. Raises
    ChuyiError, with the command to run, where the schema is missing or of another revision.
    """
    engine = connect(config.database_url)
    try:
        with reading(engine) as connection:
            revision, version = stored_revision(connection), data_version(connection)
    except SQLAlchemyError as error:
        require_current_schema(engine)
        raise ChuyiError(_("数据库暂时读不了，请稍后刷新；如仍不行，请联系管理员查看日志。")) from error
    if revision != expected_revision():
        require_current_schema(engine)
    return DataSource(database=str(config.database_url), version=version, engine=engine)


def remembered(
    entries: int,
) -> Callable[[Callable[Concatenate[DataSource, P], R]], Callable[Concatenate[DataSource, P], R]]:
    """Compute an answer once per (snapshot, arguments), and keep the last ``entries``.

    Other sessions that ask the same meanwhile wait for it. Every argument is part of the key, so nothing that differs
    between readers may be left out of the arguments.
    """

    def decorate(function: Callable[Concatenate[DataSource, P], R]) -> Callable[Concatenate[DataSource, P], R]:
        return cached(LRUCache[object, R](maxsize=entries), key=hashkey, condition=threading.Condition())(function)

    return decorate


__all__ = ["DataSource", "open_snapshot", "reading", "remembered"]
