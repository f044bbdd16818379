"""Public figures: their own names are sound, and other spellings lead to them alone."""

import pytest

from mtcheck.core import plain
from mtcheck.cues.public_figures import Figures, meant
from mtcheck.detectors.terminology import misspelt_person
from mtcheck.resources import Packaged
from mtcheck.text.sounds import consonants, distance, flat, romanised

RESOURCES = Packaged()
ROWS = RESOURCES.table("public_figures")
NAMES = [name for row in ROWS for name in row["names"].split(" | ")]


def test_the_list_is_sorted_and_names_nobody_twice() -> None:
    assert [(row["letters"], row["initial"]) for row in ROWS] == sorted(
        (row["letters"], row["initial"]) for row in ROWS
    )
    assert all(row["names"].split(" | ") == sorted(row["names"].split(" | ")) for row in ROWS)
    assert len({flat(name) for name in NAMES}) == len(NAMES) > 2_500


def test_nobody_on_the_list_is_taken_for_another() -> None:
    doc = plain("\n\n".join(f"The minister met {name} on Monday." for name in NAMES))
    found = [(finding.span.of(doc.text), finding.message) for finding in misspelt_person.detect(doc, RESOURCES)]
    assert found == []


@pytest.mark.parametrize(
    ("given", "surname", "wire"),
    [
        ("Olaf", "Sholtz", "Olaf Scholz"),
        ("Henri", "Kissindzher", "Henry Kissinger"),
        ("Mitch", "Mak-Connell", "Mitch McConnell"),
        ("Peter", "Siyarto", "Péter Szijjártó"),
        ("Mark", "Karni", "Mark Carney"),
    ],
)
def test_a_spelling_by_ear_leads_to_one(given: str, surname: str, wire: str) -> None:
    figure = meant(Figures(RESOURCES), given, surname, free=True, common=True)
    assert figure and f"{figure.given} {figure.surname}" == wire


@pytest.mark.parametrize(
    ("given", "surname"),
    [("Niclas", "Fuellkrug"), ("Yevgeni", "Prigozhin"), ("Carlos", "Serra"), ("Elena", "Sarrazin")],
)
def test_other_people_and_other_ways_to_write_a_name_lead_to_nobody(given: str, surname: str) -> None:
    assert meant(Figures(RESOURCES), given, surname, free=True, common=True) is None


def test_names_by_ear() -> None:
    assert consonants("sholtz") & consonants("scholz")
    assert distance("sholtz", "scholz") < distance("shultz", "scholz") < distance("schiller", "scholz")
    assert romanised("muhammad") == romanised("mohamed") != romanised("mustafa")
