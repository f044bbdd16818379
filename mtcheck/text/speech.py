"""Words that report speech: the verbs, and who speaks."""

REPORTING = (
    "said|says|told|added|adds|noted|notes|stressed|stresses|emphasi[sz]ed|emphasi[sz]es|explained|explains|stated|states|concluded|concludes|recalled|recalls|declared|declares|warned|warns|admitted|insisted|argued|claimed|replied|answered|asked|asks|announced|continued|commented|complained|confirmed|confirms|wrote|writes|reported|reports|remarked|observed|underlined|underlines|pointed"
    " out|assured|assures|believes|thinks|shouted|exclaimed|joked|quipped|informed|informs|summed"
    " up|specified|clarified|mentioned|promised|urged|demanded|denied|indicated|outlined|asserted"
)
_NAME = (
    r"[A-ZÀ-ÖØ-Þ][\w.'’-]*(?: (?:(?:de|del|della|di|da|van|von|der|den|al|bin|el|la|le) ){0,2}[A-ZÀ-ÖØ-Þ][\w'’-]*){0,3}"
)
SPEAKER = rf"(?:he|she|they|it|I|we|one|(?:the|a|an|his|her|their|its) [a-z][a-z-]+(?: [a-z][a-z-]+)?|{_NAME})"
ATTRIBUTION = rf"(?:{SPEAKER} )?(?:{REPORTING})\b"
