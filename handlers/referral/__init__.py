"""Referring a patient, and all that happens to a referral until it is closed."""
