"""What is no story never passes a gate: pages of errors and walls, fillers, disguises, loops, capitals throughout."""

import json
from pathlib import Path

import pytest
from commands import run

STORY = (
    "The harbour board met on Monday to choose a builder for the new pier. Its members agreed that the old one is no"
    " longer safe, and the work is to begin before the summer."
)
NO_STORIES = {
    "status": "503 Service Unavailable\n\nThe server is temporarily unable to service your request.",
    "quota": "Quota exceeded for quota metric 'Characters' of the service.",
    "warning": "MYMEMORY WARNING: ALL FREE TRANSLATIONS OF TODAY ARE USED.",
    "length": "QUERY LENGTH LIMIT EXCEEDED. MAX ALLOWED QUERY : 900 CHARS",
    "failed": "Error: translation failed",
    "robot": "We have detected unusual traffic. Please verify that you are not a robot to go on.",
    "browser": "Checking your browser before you enter pier.example. Ray ID: 12ab34cd.",
    "script": "Please enable JavaScript to read on.",
    "cookies": "We use cookies on this site. Accept all cookies. Manage preferences.",
    "missing": "Page not found. The page you requested was moved.",
    "null": "null",
    "none": "None",
    "test": "test test test",
    "addresses": "https://pier.example/a https://pier.example/b",
    "template": "Headline goes here\n\nBody text goes here. Insert photo here.",
    "struck": "".join(char + "\u0336" for char in STORY),
    "bold": "".join(chr(0x1D41A + ord(char) - ord("a")) if "a" <= char <= "z" else char for char in STORY),
    "digits": STORY.translate(str.maketrans("eoi", "301")),
    "joined": STORY.replace(" ", "+"),
    "loop": "The pier and the pier and " * 100,
}


@pytest.mark.parametrize("name", NO_STORIES)
def test_what_is_no_story_has_nothing_to_check(tmp_path: Path, name: str) -> None:
    assert decision(tmp_path, NO_STORIES[name]) == ("nothing to check", 3)


SOUND = {
    "story": STORY,
    "outage": "The site answered “503 Service Unavailable” for an hour on Monday. The council said that its server was"
    " moved and that nobody had lost any data.",
    "cookies": "We use cookies in the recipe, the baker said, and the judges were pleased. The prize of 900 pounds goes"
    " to a school in the town, which will buy an oven.",
    "named": "The G20 and the B52s met on the M25 and the A1 in the 1990s, said 3M, and the F16 of the 2nd wing left.",
    "headline": "HARBOUR BOARD CHOOSES BUILDER FOR NEW PIER",
}


@pytest.mark.parametrize("name", SOUND)
def test_sound_text_passes(tmp_path: Path, name: str) -> None:
    assert decision(tmp_path, SOUND[name]) == ("pass", 0)


def test_a_story_in_capitals_wants_a_review(tmp_path: Path) -> None:
    assert decision(tmp_path, STORY.upper()) == ("review", 0)


def decision(folder: Path, text: str) -> tuple[str, int]:
    """What `ci-gate` says of a text without the model, and the exit code."""
    file = folder / "story.txt"
    file.write_text(text, encoding="utf-8")
    result = run("check", str(file), "--config", "ci-gate", "--depth", "fast", "--format", "json")
    return json.loads(result.out)["summary"]["stories"][0]["decision"], result.code


def test_filler_below_a_story_blocks_it(tmp_path: Path) -> None:
    assert decision(tmp_path, f"{STORY}\n\nLorem ipsum dolor sit amet, consectetur adipiscing elit.") == ("block", 1)
