"""“I”, “my” or “we” outside quotation marks in a story that elsewhere reports in the third person, unlike columns."""

from mtcheck.core import Bad, Document, Findings, Good, Pattern, Resources, Rule, Severity

RULE = Rule(
    id="narrator-speaks",
    mqm="accuracy/omission",
    severity=Severity.NEUTRAL,
    pooled=True,
    summary="A single sentence outside quotation marks is in the first person.",
    why="A quotation has lost its marks, so that the reporter seems to say it.",
    examples=(
        Bad(
            "The mine will reopen in May. ⟦I am proud of my team.⟧ The minister left for the port.\n“It was hard,” the"
            " mayor said. The road is closed.\nTwo men were hurt. “We wait,” he said."
        ),
        Bad(
            "The vote was close. ⟦I never wanted this office.⟧ The mayor thanked her staff.\n“It was hard,” she said."
            " Two votes were lost.\nThe count took a day. “We wait,” an official said."
        ),
        Bad(
            "The bridge fell at noon. ⟦I saw the dust from my kitchen.⟧ The road was shut.\n“It was loud,” a baker"
            " said. Police came.\nThree cars were hit. “We ran,” he said."
        ),
        Good("“I am proud of my team,” the minister said."),
        Good("I went to Lomna. I saw the bridge. I left."),
        Good("Q: Will you stand again?\nA: Ask me when I have slept."),
    ),
)

_FIRST = Pattern(
    r"(?<![\w’'.&-])(?:I(?: am|['’]m| was| have|['’]ve| had| will|['’]ll| do| did| never| think| saw| know| want"
    r"| feel| hope)|[Mm]y (?:team|family|wife|husband|son|daughter|house|life|country|party|job))(?![\w])"
)


def detect(doc: Document, resources: Resources) -> Findings:
    places = [match.start() for match in doc.matches(_FIRST) if not doc.in_quotation(match.start())]
    if not places or len(doc.quotations) < 2 or sum(map(len, doc.sentences)) < 6:
        return
    spans = list(dict.fromkeys(doc.sentence_at(place) for place in places))
    if len(spans) > 1:
        return
    sentence = spans[0]
    text = sentence.of(doc.text)
    if (
        any(mark in text for mark in '"“”„«»‘:?–—')
        or " said" in text
        or "'" in text[:1]
        or doc.segment_at(sentence.start).kind != "paragraph"
        or not text.endswith(".")
    ):
        return
    message = "Only this sentence is in the first person; quotation marks may be missing."
    yield RULE.finding(sentence, message, confidence=0.6)
