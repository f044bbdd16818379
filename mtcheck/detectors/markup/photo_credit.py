"""Captions and picture credits: whole lines of the list, credits in brackets or glued to a sentence."""

from dataclasses import replace

from mtcheck.core import Applicability, Bad, Document, Finding, Findings, Good, Pattern, Resources, Rule, Span
from mtcheck.cues.furniture import pieces
from mtcheck.cues.removal import debris
from mtcheck.text.lazy import lazy

RULE = Rule(
    id="photo-credit",
    mqm="accuracy/addition",
    applicability=Applicability.AUTOMATIC,
    summary="The text contains a caption or picture credit.",
    why="Scrapers copy the words under a picture into the story around it.",
    whole=True,
    examples=(
        Bad("The dam held.⟦\nPhoto: A. Verne / Coastal Press→⟧\nCrews left."),
        Bad("The dam held.⟦\n▲ Children watch the dam. [Provided by the town]→⟧"),
        Bad("The dam held.⟦ (Photo: Delta Images)→⟧"),
        Bad("The dam held.\n⟦Photo: Reuters→⟧The crews left the valley on Friday."),
        Bad("The dam held.⟦ Photo © Delta Images→⟧"),
        Bad("The dam held. ⟦Image may contain:⟧ 2 people, outdoor. Crews left.", fixed="The dam held. Crews left."),
        Good("The dam held.\nThe photo by the window shows her as a child."),
        Good("She took a photo of the mill."),
        Good("The dam held.\nPicture the scene: a mill, a river, a dog."),
        Good("Credit: it was due to the crews, he said."),
    ),
    limits="A caption without a credit looks like a sentence and is missed.",
)

_WHO = r"[^()\[\]\n]{2,80}"
_BRACKETED = Pattern(
    r"[(\[](?:(?:[Aa]rchive|[Ff]ile|AP|AFP|Reuters|[Ss]tock) )?(?:[Pp]hotos?|PHOTOS?|[Pp]ictures?|[Ii]mages?|IMAGE"
    r"|[Ff]oto|FOTO|[Vv]ideo|[Ss]creenshot|[Ii]llustration|[Gg]raphic|[Cc]redit|[Cc]ourtesy)"
    rf"(?: (?:credit|source|provided|courtesy|supplied|taken|from|by|of)\b| ?[:/©=-]){_WHO}[)\]]"
    rf"|\[(?:Provided|Courtesy|Supplied|Photo|Photographed|Captured) (?:by|of|from){_WHO}\]"
    r"|[(\[](?:(?:Photo|PHOTO|Image|File photo|Archive photo|Illustrative photo|Illustration|Photo illustration"
    r"|Getty Images|iStock|Shutterstock|Depositphotos|Unsplash|Pixabay)(?: ?/ ?[\w. ]{2,40})?)[)\]]"
)
_GLUED = Pattern(
    r"(?<=[.!?…\"”] )(?:(?:Archive |File |Illustrative )?(?:Photo|Foto|Image|Picture|Photo credit|Image credit"
    r"|Screenshot|Illustration)(?: ?: ?| ?© ?| ?/ ?| by (?=[A-Z])| courtesy (?:of )?)(?=[A-Z@])[^\n.!?]{2,60}\.?)$"
)
_LABEL = Pattern(r"^(?:写真|사진|图片|圖片|照片|相片|図|图) ?[:：]? ?(?=[A-Z][^\n]{40,}[.!?\"”]$)")
_ALT_TEXT = Pattern(
    r"(?<=[.!?…\"”] )(?:Image may contain ?:|May be an image of|No photo description available)[^\n.!?]{0,200}\.?"
)
_COPYRIGHT = Pattern(r"(?<=[.!?…\"”] )Photo © (?:[A-Z][\w.&-]*(?: (?=[A-Z]))?){1,3}")

# “Photo: ReutersThe price of cocoa fell”: the story begins where the agency ends
_RUN_ON = lazy(
    r"(?:Photo|Foto|Image|Picture|Credit|Photo credit|Image credit)s? ?[:/©] ?(?:by )?(?:Reuters|REUTERS|AFP|AP|EPA|DPA"
    r"|dpa|PA|TASS|Xinhua|Getty Images|Getty|Shutterstock|iStock|Unsplash|Pixabay|Bloomberg|Anadolu|NurPhoto|IMAGO"
    r"|Imago|ANSA|EFE|Interfax|Ukrinform|RIA Novosti|Sputnik)(?=[A-Z][a-z]*,? [a-z\d])"
)


def detect(doc: Document, resources: Resources) -> Findings:
    lines, tails = pieces(doc, resources, "credit")
    lines = [span for span in lines if doc.segment_at(span.start).kind != "caption"]
    tails = [span for span in tails if doc.segment_at(span.start).kind != "caption"]
    for span in lines:
        joined = _RUN_ON.match(doc.text, span.start, span.end)
        yield _finding(doc, span.start, joined.end() if joined else span.end, 0.92)
    for span in tails:
        yield _finding(doc, span.start, span.end, 0.9)
    taken = {span.start for span in (*lines, *tails)}
    last = -1
    for start, end in sorted(
        match.span()
        for pattern in (_BRACKETED, _GLUED, _LABEL, _COPYRIGHT, _ALT_TEXT)
        for match in doc.matches(pattern, masked=True)
    ):
        if doc.segment_at(start).kind == "caption":
            continue  # a caption may name who took the picture
        if start >= last and taken.isdisjoint((start, doc.segment_at(start).span.start)):
            last = end
            yield _finding(doc, start, end, 0.9)


def _finding(doc: Document, start: int, end: int, confidence: float) -> Finding:
    found = debris(RULE, doc, start, end, "This belongs to a picture, not to the text.", confidence)
    label = _ALT_LABEL.match(doc.text, start, end)
    return replace(found, span=Span(*label.span("label")), related=(found.span,)) if label else found


_ALT_LABEL = lazy(r"\W*(?P<label>(?:Image may contain|May be an image of|No photo description available) ?:?)")
