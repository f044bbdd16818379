"""Signs that no English sentence hangs on a word: “@”, “^”, “~”, “_”, “|” and the backslash behind it with a space
after them, and “=” between a word and a name. Addresses and code are masked.
"""

from mtcheck.core import Bad, Document, Findings, Good, Pattern, Resources, Rule, Severity, Span

RULE = Rule(
    id="stray-sign",
    mqm="linguistic-conventions/punctuation",
    summary="A stray sign is attached to a word.",
    why="Markers of tokenisers and templates, and slips of the keyboard, leave a sign that means nothing in copy.",
    examples=(
        Bad("The harbour⟦@→⟧ was closed on Friday."),
        Bad("He left Orlec,⟦^→⟧ the mayor said."),
        Bad("About 300⟦~→⟧ people and two⟦_→⟧ dogs were saved."),
        Bad("The boats were lit at the feast⟦ = →: ⟧Torv castle."),
        Bad("Boats of Torv: Harbour Post⟦ |→⟧\nThe boats came."),
        Bad("The birds are gone.⟦\\n→ ⟧The lake froze."),
        Good("The file is in C:\\new and in D:\\notes\\May."),
        Good("Rye + water = Bread, and x = y."),
        Good("Write to @harbour or to desk@orlec.example today."),
        Good("It costs ~300 crowns; see the file old_plan_ today."),
        Good("The form reads: name ____ date ____ place."),
        Good("Tickets are sold @ the gate."),
    ),
    limits="Other signs with spaces on both sides are left alone: they may stand for a word.",
)

_SIGN = Pattern(r"(?<=[a-z0-9)”’\"',])[@^~_|\\] (?=[\w“\"‘(])")
_BREAK = Pattern(r" ?\\[nr](?<=[a-z.,;:!?”\" ]\\[nr]) ?(?=[A-Z“\"]|$)")
_END = Pattern(r" [|¦]$")
_EQUALS = Pattern(r" = (?<=[a-z’] = )(?=[A-Z][a-z])")


def detect(doc: Document, resources: Resources) -> Findings:
    text = doc.text
    for match in doc.matches(_BREAK):
        message = f"“{match[0].strip()}” was to be a line break."
        new = " " if match.end() < doc.segment_at(match.start()).span.end else ""
        yield RULE.correction(Span(*match.span()), new, message, 0.92, severity=Severity.MAJOR)
    for match in doc.matches(_END):
        yield RULE.correction(Span(*match.span()), "", f"“{match[0].strip()}” means nothing here.", 0.92)
    for match in doc.matches(_EQUALS):
        line = doc.segment_at(match.start()).span
        if text.count("=", line.start, line.end) == 1 and "+" not in line.of(text):
            message = "English prose sets no “=” before a place or a person, as Japanese captions do."
            yield RULE.correction(Span(*match.span()), ": ", message, 0.85, 0.75)
    for match in doc.matches(_SIGN):
        start, end = match.start(), match.end() - 1
        word = text[max(0, start - 40) : start].split(" ")[-1]
        if (
            match[0][0] in word
            or (match[0][0] == "_" and "_" in text[max(0, start - 60) : start])
            or (match[0][0] == "\\" and text[end + 1 : end + 2] == "(")  # an arm: \ (^o^) /
            or any(sign in word for sign in "/\\=<>{}")
        ):
            continue  # emphasis in plain text (_so_), a blank to fill in, a path
        span = Span(start, end)
        message = f"“{match[0][0]}” means nothing here."
        yield RULE.correction(span, "", message, 0.92, 0.93)
