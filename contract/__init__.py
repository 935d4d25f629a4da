"""What the parts of Vultus say to each other: messages, settings, errors, the client of the store."""
