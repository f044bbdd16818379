"""The closed word classes of English, each written down once; in lower case but for the names of months and days."""

MONTHS = tuple("January February March April May June July August September October November December".split())
WEEKDAYS = tuple("Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split())
MONTHS_LOWER = frozenset(word.lower() for word in MONTHS)
WEEKDAYS_LOWER = frozenset(word.lower() for word in WEEKDAYS)
NUMERALS = frozenset("one two three four five six seven eight nine ten".split())

ARTICLES = frozenset("the a an".split())
DEMONSTRATIVES = frozenset("this that these those".split())
THEIRS = frozenset("his her its our their".split())  # and ours: what news copy, which says neither I nor you, has
POSSESSIVES = THEIRS | {"my", "your"}
QUANTIFIERS = frozenset("some many most several all".split())
THEY = frozenset("he she it we they".split())
SUBJECTS = THEY | {"i", "you"}
REFLEXIVES = frozenset("myself yourself himself herself itself oneself ourselves yourselves themselves".split())

BE = frozenset("is are was were be been being am".split())
FINITE_BE = frozenset("is are was were".split())
HAVE = frozenset("have has had".split())
DO = frozenset("do does did".split())
MODALS = frozenset("will would can could shall should may might must".split())
AUXILIARIES = FINITE_BE | HAVE | DO | MODALS | {"am", "cannot"}

COORDINATORS = frozenset("and or but nor".split())
RELATIVES = frozenset("who which whose whom".split())
SUBORDINATORS = frozenset("because although though while when if since as after before until unless whereas".split())
# Prepositions and subordinators that begin a sentence more often than others.
LEADING = frozenset("in on at by for from with after before".split())
PREPOSITIONS = frozenset(
    "of in on at by for from to with without within into onto over under after before during since until through across"
    " against among amid between near behind beyond along around toward towards via per despite upon about above below"
    " inside outside off out up down".split()
)
SPEECH = frozenset("said says told added".split())
