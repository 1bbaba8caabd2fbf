"""Parts that the composition root puts together: search, channels, exports, the inbox, demo people."""
