from mtcheck.text.words import either

"""Words that report speech: the verbs, and who speaks."""

REPORTING = either("speech: reporting")
_NAME = (
    r"[A-ZÀ-ÖØ-Þ][\w.'’-]*(?: (?:(?:de|del|della|di|da|van|von|der|den|al|bin|el|la|le) ){0,2}[A-ZÀ-ÖØ-Þ][\w'’-]*){0,3}"
)
SPEAKER = rf"(?:he|she|they|it|I|we|one|(?:the|a|an|his|her|their|its) [a-z][a-z-]+(?: [a-z][a-z-]+)?|{_NAME})"
ATTRIBUTION = rf"(?:{SPEAKER} )?(?:{REPORTING})\b"
