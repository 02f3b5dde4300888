"""The house has floors: a room imports only from rooms below it, and nothing imports a door."""

import ast
import re
from pathlib import Path

import casebook
from golden import HERE

HOUSE = HERE.parent / "hooks/casebook"
TOLD = re.findall(r"^    ([a-z]+)  +\S", casebook.__doc__ or "", re.MULTILINE)
DOORS = ("editor", "mkdocs", "command")
BESIDE = {("command", "editor")}
"""What else may be imported: by the command that starts the language server."""


def imported(file: Path) -> set[str]:
    """The rooms that a file imports from, also within functions and for types alone."""
    found = set()
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        names = []
        if isinstance(node, ast.ImportFrom) and node.module:
            names = [node.module]
            if node.module == "casebook":
                names = [f"casebook.{it.name}" for it in node.names]
        elif isinstance(node, ast.Import):
            names = [it.name for it in node.names]
        found |= {name.split(".")[1] for name in names if name.startswith("casebook.")}
    return found


def test_every_room_is_on_the_map() -> None:
    rooms = {it.name for it in HOUSE.iterdir() if it.is_dir() and it.name != "__pycache__"}
    assert rooms <= set(TOLD)


def test_a_room_imports_only_from_rooms_below_it() -> None:
    wrong = []
    for file in sorted(HOUSE.rglob("*.py")):
        room = file.relative_to(HOUSE).parts[0]
        if room not in TOLD:  # __init__.py and __main__.py
            continue
        for other in imported(file) - {room}:
            below = TOLD.index(other) < TOLD.index(room)
            door = other in DOORS
            if (not below or door) and (room, other) not in BESIDE:
                wrong.append(f"{file.relative_to(HOUSE)} imports {other}")
    assert wrong == []


def test_the_hook_hands_events_on() -> None:
    hook = (HOUSE.parent / "crossref.py").read_text("utf-8")
    assert len(hook.splitlines()) <= 100
