"""Participle and auxiliary at the very end of a subordinate clause that has its own subject."""

from re import Match

from mtcheck.core import Bad, Document, Finding, Findings, Good, Pattern, Resources, Rule, Severity, Span
from mtcheck.cues.sentence_starts import at_sentence_starts
from mtcheck.text.clauses import holds_verb, tokens
from mtcheck.text.closed_classes import PREPOSITIONS
from mtcheck.text.grammar import MONTH, WEEKDAY, WORD, base_of, is_participle, may_be_base, may_head
from mtcheck.text.inflection import verb_forms
from mtcheck.text.lazy import lazy
from mtcheck.text.vocabulary import (
    ADJECTIVE,
    BASE,
    CONJUNCTION,
    MODAL,
    NOUN,
    PARTICIPLE,
    PAST,
    PLURAL,
    PREPOSITION,
    PRESENT,
    PRONOUN,
    UNKNOWN,
    Vocabulary,
)
from mtcheck.text.words import listed

RULE = Rule(
    id="verb-at-clause-end",
    mqm="linguistic-conventions/grammar",
    severity=Severity.MAJOR,
    summary="The verbs come at the end of the clause.",
    why="German, Dutch, Turkish, Persian and Japanese clauses end in their verb.",
    examples=(
        Bad("He said that ⟦he the law signed has→he has signed the law⟧."),
        Bad("The mayor left because ⟦the bridge closed was→the bridge was closed⟧."),
        Bad("The council ⟦has on Friday the new plan approved→approved the new plan on Friday⟧."),
        Bad("Villagers who ⟦their houses lost had→had lost their houses⟧, waited in the school."),
        Bad("It is unclear whether ⟦the council the plan approved has→the council has approved the plan⟧."),
        Bad("The court has ⟦the appeal rejected→rejected the appeal⟧."),
        Bad("The town will ⟦the tax abolish→abolish the tax⟧ next year."),
        Bad("The doctors ⟦could the boy's leg not save→could not save the boy's leg⟧."),
        Bad("Police ⟦have the missing girl not yet found→have not yet found the missing girl⟧."),
        Bad("The club ⟦will the contract of the coach not extend→will not extend the contract of the coach⟧."),
        Good("Police have the means not only to search the house."),
        Good("The law has the support not just of farmers; they will the river not to rise."),
        Bad("Police ⟦the driver arrested→arrested the driver⟧ at the station."),
        Good("The firm has its shares listed; what will the new tax mean? The baker the police arrested was freed."),
        Good("He will on Friday at the latest know; they must today rest for once."),
        Good("The council will in May, as planned, vote."),
        Good("He must in the end have known a way to pay the fine."),
        Good("She had by then a plan in mind for what the law allowed."),
    ),
    limits="Main clauses are seen only where an adverbial follows the auxiliary.",
)

_NP = rf"(?:the|a|an|his|her|their|its|this|these) (?:{WORD} ){{0,2}}?{WORD}"
_CLAUSE = Pattern(
    r"\b(?P<link>that|because|when|after|if|whether|although|since|before|which|who|while) "
    rf"(?P<clause>(?P<subject>he|she|they|it|we|I|{_NP})(?: (?P<object>{_NP}|him|them|it))? (?P<verb>[a-z]+) "
    r"(?P<aux>has|have|had|is|was|were|would|will))(?=[.,;]|$)"
)
# “that he the plan not knew”, “because she the house sold”: a full verb at the end
_FULL = Pattern(
    r"\b(?:that|because|when|after|if|although|since|before|while|as|until|where) "
    rf"(?P<clause>(?P<subject>he|she|they|it|[Pp]olice|(?P<noun>the {WORD}))"
    r" (?P<object>(?:the|his|her|their|its|this|an?) (?:[a-z’'-]+ )??(?P<head>[a-z’'-]+)|him|them)"
    r" (?P<not>not |never )?(?P<verb>[a-z]+))(?=[.,;]|$)"
)
_AFTER_MODAL = (
    r"(?:at|on|in|for|with|by|after|before|from|because of|due to|according to|under|despite|until|since|during"
    r"|within|without|through|between|as of|as soon as possible|thanks to|together with|instead of)"
)
_FINAL = Pattern(
    rf"(?<=[a-z] )(?P<aux>should|must|will|would|can|could|may|might|shall|has|have|had) {_AFTER_MODAL} "
    r"(?P<rest>(?:[^.,;:?!\n\"“”]|(?<=\d)[.,](?=\d)){4,110}?) (?P<verb>[a-z]+)(?=[.;!]|$)"
)
_SOON = (
    r"(?:(?:next|this|last) (?:week|month|year|spring|summer|autumn|winter|Monday|Tuesday|Wednesday|Thursday|Friday"
    r"|Saturday|Sunday)|tomorrow|today|yesterday|on (?:Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday))"
)
_FINAL_SOON = Pattern(
    rf"(?<=[a-z] )(?P<aux>should|must|will|would|can|could|may|might|has|have|had) {_SOON} "
    r"(?P<rest>(?:over|on|about|with|from|to|against|in|the|a|an|its|his|her|their) (?:[\w’'-]+ ){1,6}?)"
    r"(?P<verb>[a-z]+)(?=[.;]|$)"
)
_VERB_LAST = (
    "punish|approve|strengthen|prevent|allow|build|extend|reduce|abolish|introduce|protect|improve|expel|forbid"
    "|postpone|avoid|examine|secure|relax|tighten|lower|raise|ban|demand|convince|enable|prohibit|maintain"
)
_HEADLINE = Pattern(
    r"^(?:[A-Z][\w’-]+(?: [A-Z][\w’-]+){0,2}: )"
    rf"(?P<clause>[A-Z][^.:!?,\n]{{3,60}} (?:of|for|in|from|by|with) [^.:!?,\n]{{2,40}} (?:{_VERB_LAST}))$"
)
_OWN, _SAYS = ("his ", "her ", "their "), ("that ", "because ", "although ")  # “that the mayor his house sold”
_CAUSES = ("because of", "due to", "thanks to", "despite")  # what stands behind the object, whatever is meant
# “Varga: Border in May open”: what will be, at the end
_STATED = Pattern(
    r"^(?:[A-Z][\w’-]+(?: [A-Z][\w’-]+){0,2}: )(?P<clause>(?P<head>[A-Z][\w’-]+(?: [\w’-]+){0,4}?) "
    rf"(?P<when>(?:in|from|by|until) (?:early |late |mid-)?(?:{MONTH}|(?:19|20)\d\d)|(?:on|from|by|until) {WEEKDAY}"
    r"|(?:next|this) (?:week|month|year|spring|summer|autumn|winter)|tomorrow|soon) "
    r"(?P<state>open|close|closed|reopen|reopened|begin|start|end|resume|decide|vote|resign|arrive|return|finished"
    r"|ready|completed|approved|abolished|lifted|introduced|available|restored|repaired|rebuilt|built|sold|complete))$"
)
_BE = frozenset(
    "closed reopened finished ready completed approved abolished lifted introduced available restored repaired rebuilt"
    " built sold complete".split()
)
# a day that is over: the perfect does not go with it
_FINISHED = lazy(rf"(?:on {WEEKDAY}|in {MONTH}|in (?:19|20)\d\d)(?: (?:morning|afternoon|evening|night))?")
# A main clause with its object between auxiliary and verb, or between subject and verb
_TAIL = r"(?=[.;]|$| (?:in|on|at|after|for|from|because|since|next|last|this|by|with|near|of)\b)"
_THING = r"(?P<object>(?:the|an?|many|several|two|three|four|five|all) (?:[a-z’'-]+ )??(?P<noun>[a-z’'-]+))"
_HELD = Pattern(
    r"(?<=[\w’'-] )(?P<aux>has|have|will|would|can|could|must|should) " rf"(?P<span>{_THING} (?P<verb>[a-z]+)){_TAIL}"
)
# “could the boy's leg not save”: nothing else has an object and then “not” between auxiliary and verb
_DENIED = Pattern(
    r"(?<=[\w’'-] )(?P<aux>has|have|had|will|would|can|could|must|should|may|might) "
    r"(?P<span>(?P<object>(?:the|his|her|its|their|these|this|those) (?:[\w’'-]+ ){0,3}?"
    r"(?P<noun>[\w’-]+)(?: (?:of|with|for|in|on|to) (?:(?:the|his|her|its|their) )?(?:[\w’'-]+ ){0,2}?[\w’'-]+)?) "
    r"(?P<not>not yet|not|never|no longer|still not|only (?:after|with|at|in|by|on) [\w ]{3,30}?) (?P<verb>[a-z]+))"
    r"(?=[.;,]|$| (?:in|on|at|after|for|from|because|since|next|last|this|by|with|near|until|before|despite)\b)"
)
_PLAIN = Pattern(
    r"(?P<subject>Police|The (?:prime |foreign |vice |deputy )?[a-z’'-]+|[A-Z][a-z]+ police) "
    rf"(?P<span>{_THING} (?P<verb>[a-z]+)){_TAIL}"
)
_OPEN = listed("verb-at-clause-end: open")
_DETERMINERS = frozenset("the a an his her their its this these".split())
_OBJECTS = frozenset("his her their its the a an this these".split())

_PARTING = (PAST, PRESENT, MODAL, PREPOSITION, CONJUNCTION, PRONOUN, UNKNOWN)


def detect(doc: Document, resources: Resources) -> Findings:
    vocabulary = resources.model("vocabulary")
    yield from _subordinate(doc, vocabulary)
    for match in doc.matches(_FINAL):
        thing = _object(doc, match, vocabulary)
        if thing is not None:
            verb = match["verb"]
            span = Span(thing, match.end("verb"))
            fixed = f"{verb} {doc.text[thing : match.start('verb')].strip()}"
            when = doc.text[match.end("aux") : thing].strip()
            if match["aux"] in ("has", "have") and _FINISHED.fullmatch(when):
                told = verb_forms(base_of(verb, vocabulary) or verb)["past"][0]
                span = Span(match.start("aux"), match.end("verb"))
                fixed = f"{told} {doc.text[thing : match.start('verb')].strip()} {when}"
            elif when.startswith(_CAUSES):
                span = Span(match.end("aux") + 1, match.end("verb"))
                fixed = f"{fixed} {when}"
            yield RULE.correction(span, fixed, f"“{verb}” comes at the end, after its object.", 0.85, 0.8)
    for match in doc.matches(_FINAL_SOON):
        verb, rest = match["verb"], match["rest"].strip()
        perfect = match["aux"] in ("has", "have", "had")
        if (is_participle(verb, vocabulary) if perfect else may_be_base(verb, vocabulary)) and not any(
            vocabulary.mostly(word, PAST, PRESENT, BASE, MODAL) for word in rest.split()
        ):
            span = Span(match.start("rest"), match.end("verb"))
            yield RULE.correction(span, f"{verb} {rest}", f"“{verb}” comes at the end, after its object.", 0.85, 0.75)
    yield from _held(doc, vocabulary)
    for match in doc.matches(_STATED):
        words = match["head"].lower().split()
        if _OPEN.isdisjoint(words) and (may_head(words[-1], vocabulary) or words[-1] not in vocabulary):
            state = f"be {match['state']}" if match["state"] in _BE else match["state"]
            right = f"{match['head']} to {state} {match['when']}"
            yield RULE.correction(Span(*match.span("clause")), right, "The headline ends in its verb.", 0.82, 0.8)
    for match in doc.matches(_HEADLINE):
        if _OPEN.isdisjoint(match["clause"].lower().split()):
            yield RULE.finding(Span(*match.span("clause")), "The headline ends in its verb.", confidence=0.8)


def _held(doc: Document, vocabulary: Vocabulary) -> Findings:
    """“Has the appeal rejected”, “Police the baker arrested”."""
    for match in doc.matches(_HELD, kinds=frozenset({"paragraph"})):
        verb, aux = match["verb"], match["aux"]
        sentence = doc.sentence_at(match.start())
        before = doc.text[sentence.start : match.start()].split()
        fits = is_participle(verb, vocabulary) if aux in ("has", "have", "had") else vocabulary.mostly(verb, BASE)
        if (
            fits
            and may_head(match["noun"], vocabulary)
            and match["object"].split()[0] not in ("a", "an")
            and before
            and sentence.of(doc.text).rstrip('"”’ ').endswith(".")
            and not any(word.lower().strip(",") in _TURNED for word in before[-6:])
            and (may_head(before[-1].lower(), vocabulary) or before[-1][0].isupper())
            and not vocabulary.mostly(before[-1].lower(), BASE)
        ):
            yield _moved(match)
    for match in doc.matches(_DENIED, kinds=frozenset({"paragraph"})):
        verb, words = match["verb"], match["object"].split()
        perfect = match["aux"] in ("has", "have", "had")
        before = doc.text[doc.sentence_at(match.start()).start : match.start()].split()
        if (
            (is_participle(verb, vocabulary) if perfect else _is_base(verb, vocabulary))
            and before
            and not any(word.lower().strip(",") in _TURNED for word in before[-6:])
            and (may_head(before[-1].lower(), vocabulary) or before[-1][0].isupper() or before[-1] in _THEY)
            and not any(vocabulary.mostly(word, PAST, PRESENT, MODAL) for word in words if word.islower())
        ):
            said = f"{match['not']} {verb} {match['object']}"
            if match["not"].startswith("only"):
                said = f"{verb} {match['object']} {match['not']}"
            message = f"“{verb}” comes at the end, after its object."
            span = Span(match.start(), match.end("span"))
            yield RULE.correction(span, f"{match['aux']} {said}", message, 0.88, 0.85)
    for match in at_sentence_starts(doc, _PLAIN):
        rest = doc.text[match.end("verb") : doc.sentence_at(match.start()).end]
        subject = match["subject"].split()[-1]
        if (
            vocabulary.mostly(match["verb"], PAST, PARTICIPLE)
            and may_head(match["noun"], vocabulary)
            and may_head(subject.lower(), vocabulary)
            and "," not in rest
            and rest.rstrip('"”’ ').endswith(".")
            and not holds_verb(tokens(rest, 0, len(rest)), vocabulary)
        ):
            yield _moved(match)


def _is_base(verb: str, vocabulary: Vocabulary) -> bool:
    """Whether it is the base form of a verb, also of one that the vocabulary has in the past alone (“extinguish”)."""
    return may_be_base(verb, vocabulary) or (
        verb not in vocabulary and verb_forms(verb)["past"][0] in vocabulary and not verb.endswith("ed")
    )


def _moved(match: Match[str]) -> Finding:
    verb, said = match["verb"], match["object"]
    message = f"“{verb}” comes at the end, after its object."
    return RULE.correction(Span(*match.span("span")), f"{verb} {said}", message, 0.85, 0.82)


_THEY = frozenset("he she it they we who which".split())
_TURNED = listed("verb-at-clause-end: turned")


def _object(doc: Document, match: Match[str], vocabulary: Vocabulary) -> int | None:
    """Where the object of the last verb begins; None where the verb has another subject, or may be no verb."""
    verb, words = match["verb"], match["rest"].split()
    perfect = match["aux"] in ("has", "have", "had")
    if perfect:
        if not is_participle(verb, vocabulary) or vocabulary.mostly(verb, ADJECTIVE, NOUN):
            return None
    elif not vocabulary.mostly(verb, BASE):
        return None
    if len(words) > 16 or any(
        word.lower() in _OPEN or (word.islower() and vocabulary.mostly(word, BASE, PRESENT, PAST, MODAL))
        for word in words
    ):
        return None
    after_preposition = True
    start, at = None, match.start("rest")
    for word in words:
        low = word.lower()
        at = doc.text.index(word, at)
        if low in _DETERMINERS and not after_preposition:
            start = at
        after_preposition = low in PREPOSITIONS or low in _DETERMINERS
        at += len(word)
    return start


def _subordinate(doc: Document, vocabulary: Vocabulary) -> Findings:
    for match in doc.matches(_FULL, kinds=frozenset({"paragraph"})):
        verb, denied, head = match["verb"], (match["not"] or "").strip(), match["head"] or ""
        base = base_of(verb, vocabulary)
        if (
            not base
            or (base == verb and not denied)
            or verb not in verb_forms(base)["past"]
            or vocabulary.mostly(verb, NOUN, ADJECTIVE)
            or (
                match["noun"]
                and (
                    not may_head(match["noun"].split()[1], vocabulary)
                    or (not denied and not (match["object"].startswith(_OWN) and match[0].startswith(_SAYS)))
                    or (not denied and doc.after(match.end(), 1) == ",")
                )
            )
            or not ((denied and vocabulary.may_be(head, NOUN, PLURAL)) or may_head(head, vocabulary) or not head)
        ):
            continue
        done = f"did not {base}" if denied == "not" else f"{denied} {verb}".strip()
        fixed = f"{match['subject']} {done} {match['object']}"
        said = f"“{verb}” comes at the end, after its object."
        yield RULE.correction(Span(*match.span("clause")), fixed, said, 0.88, 0.85)
    for match in doc.matches(_CLAUSE):
        subject, thing, verb, aux, link = match["subject"], match["object"], match["verb"], match["aux"], match["link"]
        modal = aux in ("would", "will")
        if not (vocabulary.mostly(verb, BASE) if modal else is_participle(verb, vocabulary)):
            continue
        words = [word for part in (subject, thing or "") if " " in part for word in part.split()[1:]]
        if any(vocabulary.mostly(word, *_PARTING) for word in words):
            continue  # another verb or a preposition stands inside: "the man they arrested was"
        if (
            not thing
            and subject in ("he", "she", "they", "it", "we", "I")
            and aux in ("is", "was", "were", "would", "will")
        ):
            continue  # "which he used was,": the clause may be the subject of what follows
        if link in ("which", "who") and not thing:
            if subject.split()[0] not in _OBJECTS or aux not in ("has", "have", "had"):
                continue
            fixed = f"{aux} {verb} {subject}"
        elif link in ("which", "that") and not thing and subject in ("he", "she", "they", "it", "we", "I"):
            continue
        else:
            fixed = f"{subject} {aux} {verb} {thing}" if thing else f"{subject} {aux} {verb}"
        span = Span(*match.span("clause"))
        yield RULE.correction(span, fixed, f"The verbs “{verb} {aux}” come at the end of the clause.", 0.88, 0.82)
