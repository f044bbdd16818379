"""Marks of sub-word models, tokenisers and treebanks. Pieces are joined; an unknown-word token cannot be repaired."""

import re

from mtcheck.core import (
    Applicability,
    Bad,
    Document,
    Edit,
    Finding,
    Findings,
    Good,
    Pattern,
    Resources,
    Rule,
    Severity,
    Span,
)
from mtcheck.cues.removal import removal
from mtcheck.text.typography import house_marks

RULE = Rule(
    id="subword-residue",
    mqm="accuracy/untranslated",
    severity=Severity.CRITICAL,
    applicability=Applicability.AUTOMATIC,
    summary="The translation engine left one of its own marks in the text.",
    why="Post-processing did not join the pieces that the engine works with.",
    examples=(
        Bad("The ⟦<unk>⟧ party won two seats."),
        Bad("A ⟦long @-@ term→long-term⟧ plan is needed."),
        Bad("⟦▁The ▁court→The court⟧ ruled."),
        Bad("The ⟦rul@@ ing→ruling⟧ party won."),
        Good("The long-term plan is needed."),
        Good("Rank ## or @home, she said."),
        Good("He wrote to a@b.example about <s and unknown."),
    ),
)

_JOINED = Pattern(r"[\w.,]+(?: ?@[-,.:/'’]@ ?[\w.,]+)+|\w+(?:@@ \w+)+|\w+(?: ##[a-z]\w*)+|[\w@]+(?:￭ ?| ?￭)[\w.,-]+")
_SPACED = Pattern(r"▁[^\n▁]{0,60}(?:▁[^\s▁]*(?: (?=▁))?)*")
_TOKEN = Pattern(
    r"</?s>|<pad>|<eos>|<bos>|<\|[a-z_]{2,20}\|>|\[(?:CLS|SEP|PAD)\]|>>[a-z]{2,3}<<|<2[a-z]{2}>|__[a-z]{2}__"
    r"|\b[a-z]{3}_(?:Latn|Cyrl|Arab|Hans|Hant|Deva|Beng|Grek|Hebr|Jpan|Hang|Thai|Ethi|Geor|Armn)\b"
    r"|\b[a-z]{2}_XX\b|<0x[0-9A-F]{2}>(?:<0x[0-9A-F]{2}>)*|<extra_id_\d+>|\[/?INST\]"
)
_UNKNOWN = Pattern(r"< ?(?:unk|UNK) ?>|⁇|\[(?:UNK|MASK|unk)\]|(?<![\w<])UNK(?![\w>])")
_BRACKET = Pattern(r" ?-(?:[LR][RSC]B)- ?")
_TREEBANK = Pattern(r"``[^`\n]{1,400}?''")


def detect(doc: Document, resources: Resources) -> Findings:
    for match in doc.matches(_JOINED, masked=True):
        new = re.sub(r" ?@([-,.:/'’])@ ?", r"\1", match[0])
        new = re.sub(r"@@ | ##|￭ ?| ?￭", "", new)
        yield _finding(Span(*match.span()), match[0], new)
    for match in doc.matches(_SPACED, masked=True):
        end = match.start() + match[0].rfind("▁") + 1
        while end < match.end() and not doc.text[end].isspace():
            end += 1
        shown = doc.text[match.start() : end]
        new = re.sub(r" ?▁ ?", " ", shown).strip()
        if not new and doc.after(end, 1) == " " and doc.text[match.start() - 1 : match.start()] in ("", " "):
            end += 1  # nothing is left between two spaces
        glued = match.start() and not doc.text[match.start() - 1].isspace()
        yield _finding(Span(match.start(), end), shown, (" " if glued else "") + new)
    for match in doc.matches(_TOKEN, masked=True):
        edit = removal(doc, *match.span())
        yield _finding(Span(min(match.start(), edit.span.start), max(match.end(), edit.span.end)), match[0], edit)
    for match in doc.matches(_BRACKET, masked=True):
        opens = match[0].strip()[1] == "L"
        sign = {"R": "()", "S": "[]", "C": "{}"}[match[0].strip()[2]][not opens]
        start = match.start() + (opens and match[0][0] == " ")
        end = match.end() - (not opens and match[0][-1] == " ")
        yield _finding(Span(start, end), doc.text[start:end], sign)
    for match in doc.matches(_TREEBANK, masked=True):
        opening, closing = house_marks(doc.text)
        new = opening + match[0][2:-2].strip() + closing
        yield _finding(Span(*match.span()), match[0], new, Severity.MINOR)
    for match in doc.matches(_UNKNOWN, masked=True):
        message = f"“{match[0]}” marks a word that the engine did not know; the source has it."
        yield RULE.finding(Span(*match.span()), message, confidence=0.95)


def _finding(span: Span, shown: str, new: str | Edit, severity: Severity | None = None) -> Finding:
    message = f"“{shown}” was not put together again after translation."
    return RULE.correction(span, new, message, 0.95, 0.93, severity=severity)
