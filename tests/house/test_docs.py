"""What the documentation says of the house is true: links lead somewhere, every page is listed, every room is
described, its commands run.
"""

import importlib
import re
import shlex
import shutil
from pathlib import Path

import pytest
from commands import run

ROOT = Path(__file__).parents[2]
PAGES = [*ROOT.glob("*.md"), *ROOT.glob("docs/*.md")]
ARCHITECTURE = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_lead_to_files(page: Path) -> None:
    links = re.findall(r"\]\(([^)#\s]+)[^)]*\)", page.read_text(encoding="utf-8"))
    assert [link for link in links if "://" not in link and not (page.parent / link).exists()] == []


def test_every_page_is_in_the_index() -> None:
    index = (ROOT / "docs" / "README.md").read_text(encoding="utf-8")
    assert [
        page.name for page in ROOT.glob("docs/*.md") if page.name != "README.md" and f"({page.name})" not in index
    ] == []


def test_every_room_is_described() -> None:
    rooms = [f"{path.name}/" for path in (ROOT / "mtcheck").iterdir() if (path / "__init__.py").is_file()]
    assert [room for room in rooms if f"`{room}`" not in ARCHITECTURE] == []


def test_files_that_the_architecture_names_are_there() -> None:
    named = set(re.findall(r"`((?:[a-z_]+/)+[a-z_]+\.py)`", ARCHITECTURE))
    assert len(named) > 15
    folders = [ROOT, ROOT / "mtcheck", ROOT / "mtcheck" / "detectors"]
    assert [name for name in sorted(named) if not any((folder / name).is_file() for folder in folders)] == []


def test_functions_that_rules_share_are_there() -> None:
    page = (ROOT / "docs" / "adding-a-rule.md").read_text(encoding="utf-8")
    named = re.findall(r"`((?:cues|text)\.\w+)\.(\w+)`", page)
    assert len(named) > 20
    assert [name for module, name in named if not hasattr(importlib.import_module(f"mtcheck.{module}"), name)] == []


def _commands() -> list[str]:
    """The commands of CONTRIBUTING.md that begin a rule or add a phrase, each on one line."""
    page = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8").replace("\\\n", " ")
    return re.findall(r"^mtcheck (new .*)$", page, re.MULTILINE)


def test_contributing_has_both_commands() -> None:
    assert [command.split()[1] for command in _commands()] == ["phrase", "rule"]


@pytest.mark.parametrize("command", _commands())
def test_commands_of_contributing_do_what_they_say(command: str, tmp_path: Path) -> None:
    (tmp_path / "mtcheck" / "detectors" / "linguistic").mkdir(parents=True)
    (tmp_path / "fixtures").mkdir()
    shutil.copytree(ROOT / "mtcheck" / "resources" / "lexicons", tmp_path / "mtcheck" / "resources" / "lexicons")
    result = run(*shlex.split(command), cwd=tmp_path)
    assert (result.code, result.err) == (0, "")


def test_every_promise_of_security_is_held_by_tests_that_there_are() -> None:
    table = re.search(r"(?s)\n\|---\|.*?\n\n", (ROOT / "docs/security.md").read_text(encoding="utf-8"))
    assert table
    rows = [row.rpartition(" | ") for row in table[0].strip().splitlines()[1:]]
    assert len(rows) > 25
    for promise, _, held in rows:
        file, names = ROOT / "tests/run/test_fails_closed.py", re.findall(r"`([^`]+)`", held)
        assert names, promise
        for name in names:
            if name.endswith(".py"):
                file = next(path for path in (ROOT / "tests" / name, ROOT / name) if path.is_file())
            else:
                assert f"def test_{name}(" in file.read_text(encoding="utf-8"), (promise, name)
