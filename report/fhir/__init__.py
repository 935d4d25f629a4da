"""A session as FHIR R4 resources: built pure from its record, downloaded or pushed to a server."""
