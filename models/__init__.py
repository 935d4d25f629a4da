"""Shipped weights, each beside the card that says what it is."""
