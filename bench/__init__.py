"""The numbers we promise, each printed by one command."""
