"""The inbox as a web page."""
