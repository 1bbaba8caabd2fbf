"""The Bot API by either library, and the assistant mounted in an application of either."""
