"""Lines and columns of a text, both from 1, columns in code points: for sentences about what is wrong in a file."""


def where(raw: str, offset: int) -> str:
    """The place in words. Line ends are `\\n`, `\\r\\n` and a lone `\\r`."""
    before = raw[:offset]
    returns = before.count("\r") - before.count("\r\n")
    line = before.count("\n") + returns + 1
    column = offset - max(before.rfind("\n"), before.rfind("\r"))
    return f"line {line}, column {column}"
