"""Replicas are killed while people refer on all channels; what they were told must be what is there."""
