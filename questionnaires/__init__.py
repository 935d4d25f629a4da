"""The questionnaires: one YAML file each, and the code that asks, checks, scores and bands them."""
