"""Which words a person at the clinic must read at once, and what the patient is shown.

No network and nothing that has to run: the rules work whatever else is down, and the second look
beside them adds to what they find, or doubts it. README.md explains both.
"""
