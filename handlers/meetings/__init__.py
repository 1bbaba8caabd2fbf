"""How two people find each other: availability, suggested times, agreed meetings and their end."""
