"""A small, strict provider of OpenID Connect: a real server that issues real signed tokens."""

from tests.fakes.oidc.provider import FakeProvider, Grant, running

__all__ = ["FakeProvider", "Grant", "running"]
