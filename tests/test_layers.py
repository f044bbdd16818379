"""Who may import whom, as data. The imports are read with `ast`, nothing is run."""

import ast
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "mtcheck"

# Part of the package: the parts that it may import, besides itself. A module of `mtcheck/` is a part of its own.
MAY_IMPORT: dict[str, set[str]] = {
    "__init__": {"api", "version"},
    "__main__": {"cli"},
    "version": set(),
    "errors": set(),
    "text": {"errors", "version"},
    "core": {"errors", "text"},
    "cues": {"core", "errors", "text"},
    "resources": {"core", "errors", "tagger", "text"},
    "readers": {"core", "errors", "text", "version"},
    "detectors": {"core", "cues", "errors", "tagger", "text"},
    "repair": {"core", "errors", "text"},
    "scoring": {"core", "errors", "text"},
    "reporters": {"core", "errors", "repair", "text", "version"},  # JSON gives edits of the raw file
    "tagger": {"core", "errors", "text"},
    "training": {"core", "errors", "resources", "scoring", "tagger", "text"},
    "engine": {"core", "errors", "tagger", "text"},
    "pooling": {"core", "errors"},
    "catalog": {"core", "errors"},
    "review": {"core", "errors", "text"},  # what looks at a report: the protocol, its rules, rewrites as edits
    "models": {"core", "errors", "text", "review", "values"},  # each adapter imports its framework in its constructor
    "reviewer": {"core", "errors", "text", "review", "values"},
    "selection": {"core", "errors", "catalog", "pooling", "review", "scoring"},
    "values": {"core", "errors", "selection", "scoring"},
    "trust": {"errors"},
    "config": {"core", "errors", "models", "reviewer", "selection", "scoring", "trust", "values"},
    "suppressions": {"core", "errors", "text", "selection", "config"},
    "examined": {"core", "errors", "selection"},
    "gate": {"config", "core", "errors", "scoring"},
    "cache": {"config", "core", "errors", "examined", "signature", "text"},
    "workers": set(),
    "changes": {"core", "errors", "readers", "session"},
    "baseline": {"core", "errors", "readers"},
    "stream": {"cache", "config", "core", "errors", "examined", "gate", "scoring", "selection", "session", "workers"},
    "session": {
        "core",
        "errors",
        "examined",
        "gate",
        "catalog",
        "config",
        "engine",
        "models",
        "pooling",
        "readers",
        "repair",
        "resources",
        "review",
        "reviewer",
        "scoring",
        "selection",
        "suppressions",
        "tagger",
        "text",
        "values",
    },
    "signature": {"config", "core", "errors", "scoring", "version"},
    "evaluation": {
        "core",
        "errors",
        "catalog",
        "config",
        "engine",
        "models",
        "pooling",
        "readers",
        "repair",
        "resources",
        "scoring",
        "selection",
        "session",
        "signature",
        "tagger",
        "text",
        "version",
    },
    "watch": {"core", "errors", "gate", "readers", "repair", "reporters", "session"},
    "api": {"core", "errors", "config", "readers", "session", "values"},
}
EVERYTHING = {"cli", "server"}


def part_of(path: Path) -> str:
    first = path.relative_to(PACKAGE).parts[0]
    return first.removesuffix(".py")


def imports(path: Path) -> set[str]:
    """Parts of mtcheck that a file imports, at its top or inside a function."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module and node.module.split(".")[0] == "mtcheck":
            below = node.module.split(".")[1:2] or [
                name.name if (PACKAGE / name.name).exists() or (PACKAGE / f"{name.name}.py").exists() else "__init__" for name in node.names
            ]
            found.update(below)
        elif isinstance(node, ast.Import):
            found.update([*name.name.split("."), "__init__"][1] for name in node.names if name.name.split(".")[0] == "mtcheck")
    return found


@pytest.mark.parametrize("path", sorted(PACKAGE.rglob("*.py")), ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_imports_keep_to_the_layers(path: Path) -> None:
    part = part_of(path)
    if part not in EVERYTHING:
        assert imports(path) - {part} <= MAY_IMPORT[part]


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
    for part in ("models", "reviewer"):
        for name in ("__init__", "settings"):
            heavy = {"torch", "transformers", "http", "urllib"}
            top = ast.parse((PACKAGE / part / f"{name}.py").read_text(encoding="utf-8")).body
            for node in top:
                names = [node.module or ""] if isinstance(node, ast.ImportFrom) else [one.name for one in node.names] if isinstance(node, ast.Import) else []
                assert not heavy & {one.split(".")[0] for one in names}, (part, name)
