"""The forms in which others read our referrals: FHIR R4, and a table. Pure."""
