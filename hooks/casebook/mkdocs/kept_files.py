"""What takes long to make, kept in files from build to build, each under the digest of its key."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import NamedTemporaryFile

from casebook.reading.caches import cache_folder


@dataclass
class KeptFiles:
    """Files kept in ``folder``, which is theirs alone; a folder that fails is as good as none.

    Made anew for each build; ``asked_for`` are the names of the files that it has asked for.
    """

    folder: Path | None
    asked_for: set[str] = field(default_factory=set)

    def forget_others(self) -> None:
        """Remove the files that nobody has asked for."""
        with suppress(OSError):
            for file in self.folder.iterdir() if self.folder else ():
                if file.name not in self.asked_for:
                    file.unlink(missing_ok=True)

    def get(self, key: object, make: Callable[[], bytes | None]) -> bytes | None:
        """Return what is kept under ``key``, anything that JSON can write, or else what is made.

        None is not kept.
        """
        if self.folder is None:
            return make()
        file = self.folder / digest(key)
        self.asked_for.add(file.name)
        with suppress(OSError):
            return file.read_bytes()
        made = make()
        if made is not None:
            with suppress(OSError):
                _write_in_place(file, made)
        return made


def digest(key: object) -> str:
    """Return a name for anything that JSON can write, and for nothing else."""
    said = json.dumps(key, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(said.encode("utf-8", "surrogatepass")).hexdigest()[:32]


def folder_for(name: str, config_file: str | None) -> Path | None:
    """Return the folder for things called ``name`` of the site that ``config_file`` describes."""
    if not config_file:
        return None
    return cache_folder("sites") / digest(str(Path(config_file).resolve())) / name


def _write_in_place(file: Path, content: bytes) -> None:
    """Write a file beside its place and then move it there, so that none is ever half written."""
    file.parent.mkdir(parents=True, exist_ok=True)
    with NamedTemporaryFile(dir=file.parent, delete=False) as beside:
        beside.write(content)
    Path(beside.name).replace(file)
