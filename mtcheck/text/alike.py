"""Letters of Cyrillic and Greek that look Latin: `ALIKE` for `str.translate`."""

ALIKE = str.maketrans(
    "АВЕЅІЈКМНОРСТХҮаеіјорсухѕһԁԛԝёЁїЇΑΒΕΖΗΙΚΜΝΟΡΤΥΧοινυκ", "ABESIJKMHOPCTXYaeijopcyxshdqwëËïÏABEZHIKMNOPTYXoivuk"
)
