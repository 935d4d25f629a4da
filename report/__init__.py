"""The clinician's pages: one session's record as HTML and JSON, alerts first."""
