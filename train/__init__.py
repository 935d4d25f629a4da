"""How the shipped weights were made: scripts to read top to bottom."""
