"""Which words a person at the clinic must read at once, and what the patient is shown: pure.

No model, no network and no state: it works whatever else is down. README.md explains the rules.
"""
