"""The assistant: pure rules and talk inside, channels, storage and delivery around them."""

__version__ = "1.0.0"
