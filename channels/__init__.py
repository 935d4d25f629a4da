"""The patient's page and the carrying of replies: it forwards and decides nothing clinical."""
