"""A person with name and office at the start of a sentence, and a pronoun for the same person before the verb."""

from mtcheck.core import Pattern
from mtcheck.text.grammar import WORD

_OFFICE = r"(?:[a-z’'-]+ ){0,6}?[a-z’'-]+"
_NAMED = r"[A-Z][\w’'-]+(?: [A-Z][\w’'-]+){1,3}"
RESUMED = Pattern(
    rf"(?:(?:The|A|An|His|Her|Its|Their|Our) {_OFFICE}, {_NAMED}|{_NAMED}, (?:the|an?|his|her|its|their|our)"
    rf" {_OFFICE}),"
    rf"(?P<pronoun> (?:he|she)) (?P<verb>{WORD})(?! ?[,;:])"
)
