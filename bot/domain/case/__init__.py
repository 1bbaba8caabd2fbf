"""What two people have open between them: a referral with its consent, an inquiry, and their codes."""
