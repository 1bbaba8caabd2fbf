"""The commands of `python -m bot kb`: what curators need."""
