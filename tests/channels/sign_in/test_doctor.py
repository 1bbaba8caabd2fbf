"""The doctor looks at the provider of sign-ins before the first person does."""

from __future__ import annotations

from typing import Any

import pytest

from bot.diagnostics import provider as doctor
from bot.settings import read
from tests.channels.sign_in.test_settings import WHOLE
from tests.fakes.oidc import FakeProvider


@pytest.mark.parametrize(
    ("over", "key", "fault"),
    [
        ({}, "doctor.sign_in.ok", None),
        (
            {"issuer": "https://other.example"},
            "doctor.sign_in.fault",
            "another issuer than set",
        ),
        (
            {"jwks_uri": "http://127.0.0.1:9/"},
            "doctor.sign_in.fault",
            "the provider cannot be reached",
        ),
    ],
)
async def test_the_provider_is_looked_at(
    provider: FakeProvider, over: dict[str, Any], key: str, fault: str
) -> None:
    """It answers, is the one that is set, and has keys; or what is wrong is said."""
    provider.metadata |= over
    (found,) = await doctor.looked_at(read(**(WHOLE | {"oidc_issuer": provider.issuer})))
    assert (found.key, found.values.get("fault")) == (key, fault)


async def test_with_the_demo_there_is_none() -> None:
    """Nothing is asked of anybody."""
    assert await doctor.looked_at(read(login="demo")) == []
