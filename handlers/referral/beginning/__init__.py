"""What comes before a referral: its questions, what an opening sentence says, and why there may be none."""
