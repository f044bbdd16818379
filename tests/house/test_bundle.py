"""The bundle of CodeMirror is made from the sources that are here; CI makes it again where there is Node."""

import hashlib
import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
BUNDLE = ROOT / "mtcheck/server/page/codemirror.js"


def test_the_bundle_was_made_from_these_sources() -> None:
    known = hashlib.sha256()
    for name in ("build.js", "codemirror.js", "package.json", "package-lock.json"):
        known.update((ROOT / "web" / name).read_bytes().replace(b"\r\n", b"\n"))
    head = BUNDLE.read_text(encoding="utf-8")[:200]
    found = re.search(r"sources: sha256 ([0-9a-f]{64})", head)
    assert found and found[1] == known.hexdigest(), "Run `npm ci && npm run build` in web/."


def test_the_lockfile_pins_every_package_and_names_no_host() -> None:
    lock = (ROOT / "web/package-lock.json").read_text(encoding="utf-8")
    assert "://" not in re.sub(r'"(url|funding)": "[^"]*"', "", lock)
    assert lock.count('"integrity"') == lock.count('"node_modules/')


def test_the_licences_of_what_is_in_it_are_there() -> None:
    head = BUNDLE.read_text(encoding="utf-8").partition("*/")[0]
    for package in ("@codemirror/view", "@codemirror/lint", "@lezer/common", "style-mod", "crelt", "w3c-keyname"):
        assert f"{package} " in head
    assert head.count("Permission is hereby granted") >= 3
