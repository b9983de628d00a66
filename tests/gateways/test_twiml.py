"""Prompts as TwiML: what the simulator's checks do not decide."""

import pytest

from telesec.gateways.telephony.addresses import Addresses
from telesec.gateways.telephony.twiml import CallPlace, render
from telesec.values.conversation import Listen, Prompt

PLACE = CallPlace("CA" + "0" * 32, 1, "+33199000001")


@pytest.mark.parametrize(("pause", "written"), [(None, "auto"), (2, "2")])
def test_a_pause_ends_a_yes_at_once_and_a_dictated_number_later(
    pause: int | None, written: str
) -> None:
    prompt = Prompt(then=Listen(pause_seconds=pause))
    assert f'speechTimeout="{written}"' in render(prompt, PLACE, Addresses("https://x.example"))
