"""Teams, posts and house rules; which post gets a referral, and who may see it."""
