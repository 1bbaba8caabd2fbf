"""What a button means to whoever draws it, told by those who make its id."""

from __future__ import annotations

import pytest

from bot.conversation.dialog.buttons import DIALOG, ButtonMeaning, ButtonRole, meaning
from bot.domain.message.button_id import ButtonId


@pytest.mark.parametrize(
    ("choice", "means"),
    [
        ("d:7:scope=all", ButtonMeaning(ButtonRole.PLAIN, DIALOG)),
        ("d:7:send", ButtonMeaning(ButtonRole.SEND, DIALOG)),
        ("d:7:!back", ButtonMeaning(ButtonRole.WAY, DIALOG)),
        ("d:7:!change", ButtonMeaning(ButtonRole.CHANGE, DIALOG)),
        ("d:7:!cancel", ButtonMeaning(ButtonRole.LEAVE, DIALOG)),
        ("handle:IPS-7K3F:accept", ButtonMeaning(ButtonRole.PLAIN, "case:IPS-7K3F")),
        ("end:IPS-7K3F:withdraw", ButtonMeaning(ButtonRole.PLAIN, "case:IPS-7K3F")),
        ("contact:IPS-7K3F:talk:yes:x:26112412", ButtonMeaning(ButtonRole.PLAIN, "talk:IPS-7K3F:talk")),
        ("contact:IPS-7K3F:talk", ButtonMeaning()),
        ("inquiry:SPM-7K3F:2:agree", ButtonMeaning(ButtonRole.PLAIN, "inquiry:SPM-7K3F:2")),
        ("inquiry:SPM-7K3F", ButtonMeaning()),
        ("topic:ips.definition", ButtonMeaning(ButtonRole.TOPIC)),
        ("helpful:no:ips.definition", ButtonMeaning(ButtonRole.VERDICT, says="no")),
        ("helpful:send", ButtonMeaning(ButtonRole.VERDICT, says="send")),
        ("language:nn", ButtonMeaning(ButtonRole.LANGUAGE, says="nn")),
        ("language:", ButtonMeaning(ButtonRole.LANGUAGE)),
        ("restart:", ButtonMeaning(ButtonRole.RESTART)),
        ("undo:", ButtonMeaning(ButtonRole.UNDO)),
        ("prove:", ButtonMeaning(ButtonRole.PROVE)),
    ],
)
def test_a_button_means(choice: str, means: ButtonMeaning) -> None:
    """A step of a case, a time or an answer is decided by one press: the others of its group are past."""
    assert meaning(ButtonId.read(choice)) == means
