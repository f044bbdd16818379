"""Raw bytes to documents: one reader a format, chosen by `read_document`; `files.py` decodes and writes back."""
