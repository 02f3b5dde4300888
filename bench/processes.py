"""Commands run as processes of their own, and what each of them cost."""

from __future__ import annotations

import os
import subprocess
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

LAST_WORDS = 2000
"""Characters of a failed command's output that are told."""


class Failed(Exception):
    """A command that is to be measured did not do its work; the message says how it ended."""


@dataclass(frozen=True)
class Cost:
    """``cpu`` and ``wall`` in seconds, ``peak`` in megabytes (10⁶ bytes).

    ``cpu`` is user and system time of all threads, and of the processes it waited for.
    """

    cpu: float
    wall: float
    peak: float

    def least(self, other: Cost) -> Cost:
        """The lesser of each figure: on a busy machine a command is slowed, and never sped up."""
        return Cost(
            min(self.cpu, other.cpu), min(self.wall, other.wall), min(self.peak, other.peak)
        )


def run(
    command: Sequence[str], folder: Path, output: Path, env: Mapping[str, str] | None = None
) -> Cost:
    """Run ``command`` in ``folder``, what it prints going to the file ``output``; raises Failed.

    ``env`` is added to the environment.

    Linux counts into the peak what the process held before it became the command: keep the
    process that calls this small.
    """
    with output.open("wb") as file:
        begun = time.perf_counter()
        try:
            process = subprocess.Popen(
                command,
                cwd=folder,
                stdout=file,
                stderr=subprocess.STDOUT,
                env={**os.environ, **(env or {})},
            )
        except OSError as error:
            raise Failed(f"{command[0]}: {error.strerror}") from error
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.perf_counter() - begun
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        said = output.read_text("utf-8", errors="replace").strip()[-LAST_WORDS:]
        raise Failed(f"{' '.join(command)} (exit code {process.returncode}):\n{said}")
    return Cost(usage.ru_utime + usage.ru_stime, wall, usage.ru_maxrss * 1024 / 1e6)
