"""Who may import whom, as data. The imports are read with `ast`, nothing is run."""

import ast
from functools import cache
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[2] / "mtcheck"

# Part of the package: the parts that it may import, besides itself. A module of `mtcheck/` is a part of its own.
MAY_IMPORT: dict[str, set[str]] = {
    "version": set(),
    "errors": set(),
    "text": {"errors", "keeping", "version"},
    "core": {"text"},
    "cues": {"core", "text"},
    "tagger": {"core", "errors", "text"},
    "detectors": {"core", "cues", "tagger", "text"},
    "resources": {"errors", "keeping", "tagger", "text"},
    "readers": {"core", "errors", "keeping", "text", "version"},
    "repair": {"core", "errors", "text"},
    "scoring": {"core", "errors", "text"},
    "reporters": {"core", "repair", "text", "version"},  # JSON gives edits of the raw file
    "profile": {"core", "errors", "scoring"},  # detectors it finds by file name
    "config": {"profile"},  # the name that the documentation promises
    "reviewers": {"core", "errors", "keeping", "profile", "resources", "tagger", "text"},
    "gate": {"core", "errors", "profile", "readers", "scoring", "text"},
    "run": {
        "core",
        "errors",
        "gate",
        "keeping",
        "profile",
        "readers",
        "repair",
        "resources",
        "reviewers",
        "scoring",
        "tagger",
        "text",
        "version",
    },
    "evaluation": {
        "core",
        "errors",
        "gate",
        "profile",
        "readers",
        "repair",
        "reviewers",
        "run",
        "scoring",
        "tagger",
        "text",
        "version",
    },
    "training": {"errors", "scoring", "tagger"},
    "batch": {"core", "errors", "gate", "profile", "readers", "repair", "reporters", "run", "scoring", "text"},
    "learning": {"evaluation", "profile", "scoring", "watch"},
    "watch": {"core", "errors", "gate", "profile", "readers", "repair", "run", "text"},
    "api": {"core", "errors", "profile", "readers", "run"},
    "__init__": {"api", "version"},
    "__main__": {"cli"},
    "keeping": set(),
}
EVERYTHING = {"cli", "server"}


def part_of(path: Path) -> str:
    first = path.relative_to(PACKAGE).parts[0]
    return first.removesuffix(".py")


@cache
def imports(path: Path) -> set[str]:
    """Parts of mtcheck that a file imports, at its top or inside a function."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module and node.module.split(".")[0] == "mtcheck":
            below = node.module.split(".")[1:2] or [
                name.name if (PACKAGE / name.name).exists() or (PACKAGE / f"{name.name}.py").exists() else "__init__"
                for name in node.names
            ]
            found.update(below)
        elif isinstance(node, ast.Import):
            found.update(
                [*name.name.split("."), "__init__"][1] for name in node.names if name.name.split(".")[0] == "mtcheck"
            )
    return found


def test_imports_keep_to_the_layers() -> None:
    layered = [path for path in PACKAGE.rglob("*.py") if part_of(path) not in EVERYTHING]
    forbidden = {path: imports(path) - {part_of(path)} - MAY_IMPORT[part_of(path)] for path in layered}
    assert {path: parts for path, parts in forbidden.items() if parts} == {}


def test_no_permission_is_left_over() -> None:
    used: dict[str, set[str]] = {part: set() for part in MAY_IMPORT}
    for path in PACKAGE.rglob("*.py"):
        if part_of(path) not in EVERYTHING:
            used[part_of(path)] |= imports(path) - {part_of(path)}
    assert used == MAY_IMPORT


@pytest.mark.parametrize("folder", ["detectors", "readers", "reporters"])
def test_detectors_readers_and_reporters_do_not_know_of_each_other(folder: str) -> None:
    others = {"detectors", "readers", "reporters"} - {folder}
    for path in (PACKAGE / folder).rglob("*.py"):
        assert not imports(path) & others, path


def test_only_the_command_line_sets_up_logging() -> None:
    for path in PACKAGE.rglob("*.py"):
        if part_of(path) not in EVERYTHING:
            assert "basicConfig" not in path.read_text(encoding="utf-8"), path


def test_settings_of_models_and_reviewers_are_light() -> None:
    heavy = {"torch", "transformers", "http", "urllib"}
    for path in [
        *PACKAGE.glob("profile/*.py"),
        PACKAGE / "reviewers" / "local" / "__init__.py",
        PACKAGE / "reviewers" / "endpoint" / "__init__.py",
    ]:
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            names = (
                [node.module or ""]
                if isinstance(node, ast.ImportFrom)
                else [one.name for one in node.names]
                if isinstance(node, ast.Import)
                else []
            )
            assert not heavy & {one.split(".")[0] for one in names}, path
