"""``telesec lines sync``: the carrier's numbers are set as our lines need them, and no others."""

from click.testing import CliRunner, Result

from telesec.cli import loaded
from telesec.gateways.telephony.addresses import Addresses
from tests.telephone import LAW_FIRM, PLUMBER, PRACTICE, Telephone


def sync(telephone: Telephone, *arguments: str) -> Result:
    class House:
        engine, settings, now = telephone.engine, telephone.settings, telephone.clock.now

    return CliRunner().invoke(loaded("lines"), ["sync", *arguments], obj=House())


def test_what_is_in_order_is_told_so(telephone: Telephone) -> None:
    result = sync(telephone)
    assert result.exit_code == 0, result.output
    assert result.output.count("en ordre") == 3


def test_what_differs_is_shown_then_set(telephone: Telephone) -> None:
    number = telephone.network.numbers[PRACTICE]
    number.voice_url = "https://old.example/voice"
    number.status_callback = ""
    number.voice_application_sid = "AP" + "0" * 32
    stranger = telephone.network.add_number("+33199000098", voice_url="https://other.example/")
    shown = sync(telephone, "--language", "en")
    assert shown.exit_code == 1
    assert "voice_url: https://old.example/voice →" in shown.output
    assert "status_callback: (empty) →" in shown.output
    assert "+33199000098  -  in the Twilio account, but no line" in shown.output
    assert number.voice_url == "https://old.example/voice"  # nothing set unless told
    assert sync(telephone, "--apply").exit_code == 0
    addresses = Addresses(telephone.settings.public_url)
    assert number.voice_url == addresses.incoming()
    assert number.status_callback == addresses.status()
    assert number.voice_application_sid == ""
    assert stranger.voice_url == "https://other.example/"
    assert sync(telephone).exit_code == 0
    telephone.caller().dials(PRACTICE).hears("Cabinet").hangs_up()


def test_a_line_that_the_account_lacks_stays_a_difference(telephone: Telephone) -> None:
    del telephone.network.numbers[PLUMBER]
    result = sync(telephone, "--apply")
    assert result.exit_code == 1
    assert "absent du compte" in result.output
    assert "absent" not in sync(telephone, "--client", "cabinet-martin").output


def test_a_carrier_that_does_not_answer_is_told(telephone: Telephone) -> None:
    telephone.network.numbers[LAW_FIRM].sms_url = ""
    telephone.network.rest_faults.add("POST", "/IncomingPhoneNumbers", status=503)
    result = sync(telephone, "--apply")
    assert result.exit_code == 2
    assert "does not answer" in result.output + (result.stderr or "")
