"""“more” or “most” before a comparative form; a number before “more” counts things (two more larger ships)."""

from mtcheck.core import Applicability, Bad, Document, Findings, Good, Pattern, Resources, Rule, Span
from mtcheck.text.words import either

RULE = Rule(
    id="double-comparison",
    mqm="linguistic-conventions/grammar",
    applicability=Applicability.AUTOMATIC,
    summary="An adjective is compared twice.",
    why="The source compares with a word of its own, and the engine inflects as well.",
    examples=(
        Bad("The new road is⟦ more→⟧ better."),
        Bad("It is the⟦ most→⟧ largest dam in the basin."),
        Bad("Fees are⟦ more→⟧ cheaper than last year."),
        Good("Two more larger ships followed."),
        Good("No more better days, the song goes."),
        Good("He knows more older people than I do."),
        Good("He has more better players on the bench."),
    ),
)

_ADJECTIVES = either("double-comparison: adjectives")
_DOUBLE = Pattern(
    rf"(?P<before>(?<![\w’'-])(?:{either('double-comparison: before')}))(?P<more> (?:more|most))"
    rf" (?P<form>{_ADJECTIVES})(?![\w’'-])"
)


def detect(doc: Document, resources: Resources) -> Findings:
    for match in doc.matches(_DOUBLE):
        form, more = match["form"], match["more"].strip()
        if more == "more" and form.endswith("st"):
            continue
        following = doc.after(match.end(), 30).split()
        plural = (
            bool(following) and following[0].strip(".,;").endswith("s") and not match.group(0).endswith(following[0])
        )
        if (
            more == "more"
            and plural
            and match["before"] not in ("the", "a", "an", "much")
            and following[0] not in ("as", "is", "was", "less", "this")
        ):
            continue  # "there are more older drivers"
        span = Span(*match.span("more"))
        yield RULE.correction(span, "", f"“{more} {form}” compares twice.", 0.93)
