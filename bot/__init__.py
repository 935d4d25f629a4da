"""The Rasa side of Vultus: training data, and the store of the conversations' trackers."""
