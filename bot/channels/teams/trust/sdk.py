"""Microsoft's library, of which we use the token checks, the addresses of the clouds and the HTTP client.

Importing it would read a file `.env` of the working directory into the environment of this process, and with
it whatever stands there under names like CLIENT_SECRET; `guarded` keeps that from happening.
"""

from __future__ import annotations

import logging
import os
import warnings
from collections.abc import Iterator
from contextlib import contextmanager

_SWITCH = "PYTHON_DOTENV_DISABLED"


@contextmanager
def guarded() -> Iterator[None]:
    """Let nothing that is imported inside read a .env file."""
    before = os.environ.get(_SWITCH)
    os.environ[_SWITCH] = "1"
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # it warns of previews of its own that nobody here uses
            yield
    finally:
        if before is None:
            del os.environ[_SWITCH]
        else:
            os.environ[_SWITCH] = before


with guarded():
    from microsoft_teams.api.auth.cloud_environment import PUBLIC, CloudEnvironment, with_overrides
    from microsoft_teams.apps.auth.token_validator import TokenValidator
    from microsoft_teams.common import Client, ClientOptions

# it logs what callers wrote into their tokens; the door itself says what was refused, and why
logging.getLogger("microsoft_teams").setLevel(logging.CRITICAL + 1)

__all__ = ["PUBLIC", "Client", "ClientOptions", "CloudEnvironment", "TokenValidator", "with_overrides"]
