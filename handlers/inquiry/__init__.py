"""What staff ask each other before there is a referral, or where there can be none."""
