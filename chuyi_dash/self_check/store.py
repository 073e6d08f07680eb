"""The store of the bytes of evidence: one file per content, named by its hash.

It lies outside the database and the web root.
"""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from chuyi_dash.errors import ChuyiError
from chuyi_dash.i18n import gettext as _

DIGITS = frozenset("0123456789abcdef")


@dataclass(frozen=True, slots=True)
class EvidenceStore:
    """A folder of contents; it is made at the first write. The same content twice is one file."""

    folder: Path

    def path(self, sha256: str) -> Path:
        """Give the place of this content; ValueError for anything that is no SHA-256."""
        if len(sha256) != 64 or not set(sha256) <= DIGITS:
            raise ValueError(sha256)
        return self.folder / sha256[:2] / sha256[2:]

    def write(self, content: bytes) -> str:
        """Store the content, wholly or not at all, and return its SHA-256.

        Raises ChuyiError where the disk refuses.
        """
        sha256 = hashlib.sha256(content).hexdigest()
        path = self.path(sha256)
        try:
            if self._holds(path, sha256):
                path.touch()  # young again, for whoever is about to attach it
                return sha256
            path.parent.mkdir(parents=True, exist_ok=True, mode=0o750)
            handle, name = tempfile.mkstemp(dir=path.parent, prefix=".new-")
            try:
                with os.fdopen(handle, "wb") as file:
                    file.write(content)
                    file.flush()
                    os.fsync(file.fileno())
                Path(name).replace(path)
            except BaseException:
                Path(name).unlink(missing_ok=True)
                raise
        except OSError as error:
            raise ChuyiError(
                _("佐证材料存不下来：%(reason)s。请联系管理员检查服务器磁盘。") % {"reason": error.strerror}
            ) from error
        return sha256

    def read(self, sha256: str) -> bytes:
        """Read the content with this hash and check it against the hash.

        Raises ChuyiError where it is missing or no longer the same.
        """
        try:
            content = self.path(sha256).read_bytes()
        except OSError as error:
            raise ChuyiError(
                _("这份佐证材料的文件不在服务器上（%(sha)s…）。请联系管理员从备份中恢复，或重新上传。")
                % {"sha": sha256[:12]}
            ) from error
        if hashlib.sha256(content).hexdigest() != sha256:
            raise ChuyiError(
                _("这份佐证材料的文件已损坏，与上传时不一致（%(sha)s…）。请联系管理员从备份中恢复，或重新上传。")
                % {"sha": sha256[:12]}
            )
        return content

    def remove(self, sha256: str) -> None:
        """Delete the content where it is stored. Raises ChuyiError where the disk refuses."""
        try:
            self.path(sha256).unlink(missing_ok=True)
        except OSError as error:
            raise ChuyiError(
                _("佐证材料删不掉（%(sha)s…）：%(reason)s。请联系管理员检查服务器磁盘。")
                % {"sha": sha256[:12], "reason": error.strerror}
            ) from error

    def stored(self) -> Iterator[tuple[str, Path]]:
        """Yield every stored content in order: its SHA-256 and its file.

        Half-written files of a crash are left out.
        """
        if not self.folder.is_dir():
            return
        for path in sorted(self.folder.glob("[0-9a-f][0-9a-f]/*")):
            sha256 = path.parent.name + path.name
            if len(sha256) == 64 and set(sha256) <= DIGITS:
                yield sha256, path

    def _holds(self, path: Path, sha256: str) -> bool:
        """Tell whether the content is there and whole; a damaged file counts as missing."""
        return path.is_file() and hashlib.sha256(path.read_bytes()).hexdigest() == sha256
