"""Word lists and models inside the package, opened on first use through `Packaged`."""

import bisect
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, Literal, overload

from mtcheck.errors import ResourceError
from mtcheck.keeping import tables
from mtcheck.text.mark_odds import MarkOdds, odds
from mtcheck.text.rows import Rows
from mtcheck.text.translationese import Translationese
from mtcheck.text.vocabulary import Vocabulary
from mtcheck.text.words import lines

_HERE = Path(__file__).parent
MODELS = _HERE / "models"
BUNDLED = MODELS / "tagger"


class Packaged:
    """The resources that ship with mtcheck; one object serves a whole run."""

    def __init__(self, tagger: Path | None = None, second: Callable[[], Any] = lambda: None) -> None:
        """`tagger`: the folder of a model made by `mtcheck train`, instead of the bundled one. `second`: makes a
        `mtcheck.tagger.pair.Reader` that reads along with it, or None.
        """
        self._tagger_folder = tagger or BUNDLED
        self._second = second
        self._tables: dict[str, Sequence[Mapping[str, str]]] = {}
        self._derived: dict[str, Any] = {}

    def table(self, name: str) -> Sequence[Mapping[str, str]]:
        if name not in self._tables:
            self._tables[name] = _read(_HERE / "lexicons" / f"{name}.tsv")
        return self._tables[name]

    def derived(self, key: str, build: Any) -> Any:
        if key not in self._derived:
            self._derived[key] = tables.table(key, lambda: build(self))
        return self._derived[key]

    @overload
    def model(self, name: Literal["vocabulary"]) -> Vocabulary: ...

    @overload
    def model(self, name: str) -> Any: ...

    def model(self, name: str) -> Any:
        if name == "vocabulary":
            return self.derived("vocabulary", lambda _: Vocabulary(_below_header("vocabulary")))
        if name == "towns":
            return self.derived("towns", lambda _: Towns(_below_header("towns")))
        if name == "marks":
            return self.derived("marks", lambda _: MarkOdds(self._marks(), self.model("vocabulary")))
        if name == "translationese":
            return self.derived(
                "translationese", lambda _: Translationese(_bytes("translationese"), self.model("vocabulary"))
            )
        if name == "tagger":
            return self.derived("tagger", lambda _: self._tagger())
        raise ResourceError(f"There is no model “{name}” in this installation of mtcheck.")

    def _marks(self) -> dict[str, dict[str, tuple[int, ...]]]:
        return self.derived("odds of marks", lambda _: odds(map(bytes.decode, _below_header("marks"))))  # type: ignore[no-any-return]

    def _tagger(self) -> Any:
        from mtcheck.tagger.pair import Pair
        from mtcheck.tagger.runtime import Tagger

        uses, translationese = self.model("vocabulary").count, self.model("translationese")
        second = self._second()
        if second is not None:
            return Pair(self._tagger_folder, second, uses, translationese)
        return Tagger(self._tagger_folder, uses, translationese=translationese)


def _bytes(name: str) -> bytes:
    try:
        return (_HERE / "models" / f"{name}.bin").read_bytes()
    except OSError as error:
        raise ResourceError(f"The model {name} cannot be read ({error.strerror}); reinstall mtcheck.") from error


def _read(path: Path) -> Sequence[Mapping[str, str]]:
    """Rows of a TSV whose last header line (`# a\tb`) names the columns."""
    try:
        every = lines(path.read_bytes())
    except OSError as error:
        raise ResourceError(
            f"The word list {path.name} cannot be read ({error.strerror}); reinstall mtcheck."
        ) from error
    header = [line for line in every if line.startswith(b"#")]
    columns = header[-1].decode().removeprefix("#").strip().split("\t")
    return Rows(columns, [line for line in every if line and not line.startswith(b"#")])


class Towns:
    """Words of the names of the world's towns, from GeoNames: `in` says whether a word is one, `large` gives names of
    one word of large towns.
    """

    def __init__(self, lines: Sequence[bytes]) -> None:
        """`lines` are sorted: a word, a tab, and 1 for a large town. They are searched, not read."""
        self._lines = lines

    def __contains__(self, word: str) -> bool:
        key = f"{word}\t".encode("utf-8", "surrogatepass")
        at = bisect.bisect_left(self._lines, key)
        return at < len(self._lines) and self._lines[at].startswith(key)

    def large(self) -> frozenset[str]:
        """Whole names of towns of more than 40,000 people that are one word."""
        return frozenset(line[:-2].decode() for line in self._lines if line.endswith(b"\t1"))


def _below_header(name: str) -> Sequence[bytes]:
    data = (_HERE / "models" / f"{name}.tsv").read_bytes()
    return lines(data[data.index(b"\n", data.rindex(b"\n# ") + 1) + 1 :])
