"""The `vultus` command: one file per command, thin; each calls the folder that knows."""
