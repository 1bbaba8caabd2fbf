"""The course for new employees: its lessons and cases, and the referral tried with made-up patients."""
