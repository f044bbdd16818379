"""WMT test sets as XML (wmt21-news-systems and later): English sources are native copy, references human and hypotheses
machine translations.
"""

from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

from mtcheck.errors import InputError
from mtcheck.evaluation.samples import Sample


def recognises(path: Path) -> bool:
    if not path.is_file() or path.suffix != ".xml":
        return False
    return b"<dataset" in path.read_bytes()[:2000]


def read(path: Path, name: str) -> Iterator[Sample]:
    """A sample for each document and each English version of it. Raises InputError for XML that cannot be read."""
    try:
        root = ElementTree.parse(path).getroot()
    except ElementTree.ParseError as error:
        raise InputError(f"{path} is not XML: {error}.") from None
    for number, doc in enumerate(root.iter("doc")):
        identity = doc.get("id", str(number))
        news = doc.get("domain", "news") == "news"
        for version in (*doc.iter("src"), *doc.iter("ref"), *doc.iter("hyp")):
            if version.get("lang") != "en":
                continue
            text = "\n".join((seg.text or "").strip() for seg in version.iter("seg"))
            who = version.get("system") or version.get("translator") or ""
            origin = {"src": "native", "ref": "human"}.get(version.tag, "mt") + ("" if news else "-other")
            if text.strip():
                yield Sample(
                    f"{identity}:{version.tag}:{who}", "plain", name, origin, text, doc.get("origlang", ""), identity
                )
