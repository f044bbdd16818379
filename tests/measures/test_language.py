"""Short lines in other languages: words of grammar speak where langdetect is unsure or does not know the language."""

import pytest

from mtcheck.resources import Packaged
from mtcheck.text.foreign import by_grammar, is_foreign
from mtcheck.text.language import language

KNOWN = Packaged().model("vocabulary").count


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Hún hefur verið að mála skipið við höfnina.", "is"),
        ("Þá var ekki til nóg af fiski fyrir alla.", "is"),
        ("Shugaban ya ce wannan gada ta rushe bayan ruwan sama.", "ha"),
        ("Tato loď však nebyla dosud vidět.", "cs"),
    ],
)
def test_short_line_is_known_for_what_it_is(text: str, code: str) -> None:
    assert language(text) == code
    assert is_foreign(text, KNOWN)


@pytest.mark.parametrize(
    "text",
    [
        "Van der Veen wins stage, keeps yellow jersey",
        "Lomna and Orlec draw: de la Cruz scores late",
        "Hakan Bir and Ana Och are the winners of the prize.",
    ],
)
def test_english_line_with_foreign_names_stays_english(text: str) -> None:
    assert not is_foreign(text, KNOWN)
    assert language(text) in ("en", "und")


def test_no_language_leads_without_two_words_of_its_own() -> None:
    assert by_grammar(["og", "lomna", "orlec"]) == ""
    assert by_grammar([]) == ""
