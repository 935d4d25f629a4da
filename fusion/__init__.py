"""The store of everything a session says, and the formula that makes one mood of it."""
