"""What the environment decides."""

from __future__ import annotations

import pytest

from chuyi_dash.config import EMBEDDED_DATABASE, database_url, product_version, read_config
from chuyi_dash.errors import ChuyiError


@pytest.mark.parametrize("text", [None, "", "  "])
def test_nothing_means_the_embedded_file(text: str | None) -> None:
    assert database_url(text).database == str(EMBEDDED_DATABASE)


@pytest.mark.parametrize("scheme", ["postgres", "postgresql", "postgresql+psycopg2", "postgresql+psycopg"])
def test_every_spelling_of_postgresql_means_psycopg_3(scheme: str) -> None:
    url = database_url(f" {scheme}://chuyi:secret@db.local:5433/plan ")
    assert url.drivername == "postgresql+psycopg"
    assert (url.username, url.password, url.host, url.port, url.database) == (
        "chuyi",
        "secret",
        "db.local",
        5433,
        "plan",
    )


def test_a_file_path_is_taken_as_it_is() -> None:
    assert database_url("sqlite:////srv/楚怡/a.sqlite3").database == "/srv/楚怡/a.sqlite3"


@pytest.mark.parametrize(
    "text", ["chuyi", "postgresql://u@h:port/d", "sqlite:", "sqlite://", "sqlite:///:memory:", "://", "postgres"]
)
def test_an_address_that_cannot_be_used_says_how_to_write_one(text: str) -> None:
    with pytest.raises(ChuyiError, match=r"sqlite:///文件路径 或 postgresql://"):
        database_url(text)


@pytest.mark.parametrize(("text", "name"), [("mysql://h/d", "mysql"), ("oracle+x://h", "oracle")])
def test_another_database_is_named(text: str, name: str) -> None:
    with pytest.raises(ChuyiError, match=f"指向 {name}"):
        database_url(text)


def test_the_environment_decides(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CHUYI_DATABASE_URL", "postgres://h/d")
    monkeypatch.setenv("CHUYI_BOUNDARIES", "/srv/boundaries")
    config = read_config()
    assert config.database_url.drivername == "postgresql+psycopg"
    assert str(config.boundaries) == "/srv/boundaries"
    monkeypatch.delenv("CHUYI_DATABASE_URL")
    monkeypatch.setenv("CHUYI_BOUNDARIES", " ")
    assert read_config().boundaries is None
    monkeypatch.delenv("CHUYI_BOUNDARIES")
    assert read_config().database_url.database == str(EMBEDDED_DATABASE)
    assert read_config().boundaries is None


def test_the_self_check_writes_into_the_database_that_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CHUYI_DATABASE_URL", "postgresql://reader@h:5433/d")
    assert read_config().self_check_url == read_config().database_url
    monkeypatch.setenv("CHUYI_SELF_CHECK_DATABASE_URL", "postgres://checks@h:5433/d")
    assert read_config().self_check_url.username == "checks"
    assert read_config().self_check_url.drivername == "postgresql+psycopg"
    for other in ("postgresql://checks@h:5433/other", "postgresql://checks@elsewhere:5433/d", "sqlite:///d"):
        monkeypatch.setenv("CHUYI_SELF_CHECK_DATABASE_URL", other)
        with pytest.raises(ChuyiError, match=r"CHUYI_SELF_CHECK_DATABASE_URL .*同一个数据库"):
            read_config()
    monkeypatch.setenv("CHUYI_SELF_CHECK_DATABASE_URL", "mysql://h/d")
    with pytest.raises(ChuyiError, match="CHUYI_SELF_CHECK_DATABASE_URL 指向 mysql"):
        read_config()


def test_the_version_is_the_one_in_pyproject() -> None:
    assert product_version().count(".") == 2
