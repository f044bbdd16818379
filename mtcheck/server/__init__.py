"""The ways into mtcheck that stay open: `serve.run` is the web server, `lsp` the language server of code editors.

Both answer with what a Session finds.
"""
