"""Items of our own daily check-in that other parts know by name."""

MOOD = "daily_checkin_mood"
"""The patient's mood right now, 0 (the worst imaginable) to 10 (the best)."""
MEDICINE = "daily_checkin_medicine"
"""Whether medicine for Parkinson's works right now: ON, wearing off, OFF."""
