"""A real OpenID provider, a server that signs in with it, and a browser's way through both."""

from __future__ import annotations

import json
import os
import secrets
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Page

from bench.server import serve

PROJECT = Path(__file__).parents[2]
HOST = "127.0.0.1"
START_SECONDS = 60


@dataclass(frozen=True)
class Person:
    """Somebody known to the provider.

    ``subject`` is the name to sign in with. The provider vouches for the mail address where ``verified``.
    """

    subject: str
    mail: str | None = None
    verified: bool = True

    @property
    def identity(self) -> str:
        """The name that ``user add`` takes: the mail address if verified, else the subject."""
        return self.mail if self.mail and self.verified else self.subject

    def claims(self) -> str:
        """Give the provider's claims about this person, as JSON."""
        about = {"email": self.mail, "email_verified": self.verified} if self.mail else {}
        return json.dumps({"sub": self.subject, **about})


@contextmanager
def provider(people: tuple[Person, ...]) -> Iterator[str]:
    """Run a provider that knows these people in a process of its own, and yield its address."""
    port = _free_port()
    command = [sys.executable, "-m", "oidc_provider_mock", "--host", HOST, "--port", str(port)]
    known = [part for person in people for part in ("--user-claims", person.claims())]
    quiet = subprocess.DEVNULL
    process = subprocess.Popen([*command, *known], stdout=quiet, stderr=quiet)
    try:
        base = f"http://{HOST}:{port}"
        _wait_for(f"{base}/.well-known/openid-configuration", process)
        yield base
    finally:
        process.terminate()
        process.wait()


@contextmanager
def signed_in_server(environment: Mapping[str, str], folder: Path, people: tuple[Person, ...]) -> Iterator[str]:
    """Run a server of the product with a provider of its own, and yield the server's address.

    The file of its secrets lies in ``folder``.
    """
    with provider(people) as issuer:
        file = folder / "secrets.toml"
        file.write_text(
            "[auth]\n"
            f'redirect_uri = "http://{HOST}:{{port}}/oauth2callback"\n'
            f'cookie_secret = "{secrets.token_hex(16)}"\n'
            'client_id = "chuyi"\nclient_secret = "any"\n'
            f'server_metadata_url = "{issuer}/.well-known/openid-configuration"\n',
            encoding="utf-8",
        )
        own = dict(environment) | {"STREAMLIT_SECRETS_FILES": str(file)}
        with serve(PROJECT / "app.py", directory=PROJECT, env=own) as port:
            yield f"http://{HOST}:{port}"


def sign_in(page: Page, person: Person) -> None:
    """Go from any screen of the product through the provider's form and back."""
    page.get_by_role("button", name="登录").click()
    page.get_by_role("button", name=person.subject, exact=True).click()
    page.locator(".st-key-who").wait_for()


def sign_out(page: Page) -> None:
    """Sign out of the product and of the provider."""
    page.locator(".st-key-who button").first.click()
    page.get_by_role("button", name="退出").click()
    page.get_by_role("button", name="End session").click()
    page.get_by_role("button", name="登录").wait_for()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])


def _wait_for(url: str, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + START_SECONDS
    while True:
        assert process.poll() is None, "the provider ended by itself"
        try:
            urllib.request.urlopen(url, timeout=2).close()
        except OSError:
            assert time.monotonic() < deadline, "the provider does not answer"
            time.sleep(0.1)
        else:
            return


def clean_environment(**values: str) -> dict[str, str]:
    """Give this process's environment without the product's own settings, and with these.

    A server does not warm up first: most tests ask one for a screen or two, and its warm-up answers for all of them.
    """
    own = {key: value for key, value in os.environ.items() if not key.startswith("CHUYI_")}
    return own | {"CHUYI_WARM_UP": "0"} | values
