"""The rules over a referral: next steps, deadlines, reminders, expiry of consent, meetings, waiting."""
