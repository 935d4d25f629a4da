"""Telegram: the same conversation as on the patient's page, drawn as messages of a bot."""
