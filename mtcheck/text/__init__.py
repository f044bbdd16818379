"""Pure functions over `str` that give ranges or strings: sentences, quotation marks, inflection, names.

They know no document.
"""
