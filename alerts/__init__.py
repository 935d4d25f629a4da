"""Tells the clinic of alerts by mail and webhook, again and again until a person takes one on."""
