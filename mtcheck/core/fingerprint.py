"""A name for a finding that survives edits elsewhere: rule, words in and around the span, occurrence, no lines."""

import re
from collections import Counter
from collections.abc import Iterable

from mtcheck.core.document import Document
from mtcheck.core.rule import Finding

_WORD = re.compile(r"\w+")
_AROUND = 3  # words on either side
_REACH = 60  # code points in which these are looked for


def fingerprints(doc: Document, findings: Iterable[Finding]) -> list[str]:
    """For each finding, in the order given, 16 hexadecimal digits.

    Give all findings of a document, so that repeats are told apart.
    """
    from hashlib import sha256

    seen: Counter[str] = Counter()
    found = []
    for finding in findings:
        start, end = finding.span.start, finding.span.end
        before = _WORD.findall(doc.text[max(0, start - _REACH) : start])[-_AROUND:]
        after = _WORD.findall(doc.text[end : end + _REACH])[:_AROUND]
        context = "\x1f".join((finding.rule.id, *before, "\x1e", " ".join(doc.text[start:end].split()), "\x1e", *after))
        key = f"{context}\x1f{seen[context]}"
        seen[context] += 1
        found.append(sha256(key.encode("utf-8", "surrogatepass")).hexdigest()[:16])
    return found
