"""Bodies of countries: their own names are sound, other forms are mistakes only where the country is told."""

import pytest

from mtcheck.core import plain
from mtcheck.cues.names import cells
from mtcheck.cues.national_bodies import found
from mtcheck.resources import Packaged

RESOURCES = Packaged()
ROWS = RESOURCES.table("national_bodies")


def _names(text: str) -> list[tuple[str, str]]:
    doc = plain(text)
    return [(span.of(doc.text), name) for span, name in found(doc, RESOURCES)]


def test_the_list_is_sorted_and_large() -> None:
    keys = [(row["country"], row["name"]) for row in ROWS]
    assert keys == sorted(set(keys))
    assert len(keys) > 400 and len({country for country, _ in keys}) >= 60


def test_no_body_s_own_name_is_a_mistake() -> None:
    text = "\n\n".join(f"In {cells(row['country'])[0]}, the {row['name']} said so." for row in ROWS)
    assert _names(text) == []


@pytest.mark.parametrize(
    ("text", "form", "name"),
    [
        (
            "Mexico's National Electoral Institution met.",
            "National Electoral Institution",
            "National Electoral Institute",
        ),
        (
            "In Bogota, the Prosecutor General of the Nation spoke.",
            "Prosecutor General of the Nation",
            "Attorney General's Office",
        ),
        ("The Federal Safety Service of Russia met.", "Federal Safety Service", "Federal Security Service"),
        (
            "Italian wages fell, the National Institute of Statistic said.",
            "National Institute of Statistic",
            "National Institute of Statistics",
        ),
        (
            "The Spanish National Institute of Statistic said so.",
            "National Institute of Statistic",
            "National Statistics Institute",
        ),
    ],
)
def test_a_form_is_a_mistake_where_the_country_is_told(text: str, form: str, name: str) -> None:
    assert _names(text) == [(form, name)]


@pytest.mark.parametrize(
    "text",
    [
        "The Supreme Rada of the order of monks met.",
        "The Norvik Federal Criminal Office of Germany's neighbour met.",
        "The Financial Guard is a firm in Boston.",
        "The Agency of Internal Security Studies in Warsaw, a Polish club, met.",
    ],
)
def test_other_bodies_stay(text: str) -> None:
    assert _names(text) == []
