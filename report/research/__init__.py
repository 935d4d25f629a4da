"""Sessions as pseudonymised tables for research: no words, no ids of ours, no dates."""
