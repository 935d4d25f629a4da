"""What patients read besides questionnaires, one YAML file a language, and who speaks which."""
