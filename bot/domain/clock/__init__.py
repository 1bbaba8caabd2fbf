"""Time as this house counts it: Norwegian time, working days, and whether the machine's clock is believed."""
