"""Microsoft Teams: the only place that knows Microsoft's library, which is loaded when Teams is set up."""

from bot.channels.teams.channel import Teams, TeamsSettings, open

__all__ = ["Teams", "TeamsSettings", "open"]
