"""What detectors may ask for besides the document: word lists and models, opened on first use."""

from collections.abc import Mapping, Sequence
from typing import Any, Literal, Protocol, overload

from mtcheck.text.vocabulary import Vocabulary


class Resources(Protocol):
    """Tests pass a fake; the package passes `mtcheck.resources.Packaged`."""

    def table(self, name: str) -> Sequence[Mapping[str, str]]:
        """Rows of `lexicons/NAME.tsv`, by column name. Raises ResourceError when there is none."""
        ...

    def derived(self, key: str, build: Any) -> Any:
        """`build(self)`, made once and kept: an index that a detector needs over a table."""
        ...

    @overload
    def model(self, name: Literal["vocabulary"]) -> Vocabulary: ...

    @overload
    def model(self, name: str) -> Any: ...

    def model(self, name: str) -> Any:
        """A loaded model. Raises ResourceError with the install line when absent."""
        ...
