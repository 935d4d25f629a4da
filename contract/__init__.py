"""What the parts of Vultus say to each other: messages, settings, errors, the store's client."""
