"""How sentences are said: numbers in pairs, choices apart, hours as people say them."""

from xml.etree import ElementTree

import pytest

from telesec.assistant.speaking import phrase_keys, sentence
from telesec.gateways.telephony import speech
from telesec.gateways.telephony.addresses import Addresses
from telesec.gateways.telephony.twiml import CallPlace, render
from telesec.simulator.twiml import parse
from telesec.values.conversation import HangUp, Prompt, Sentence
from telesec.values.language import Language

FR, EN = Language.FR, Language.EN
PLACE = CallPlace("CA" + "0" * 32, 1, "+33199000001")
GROUP, CHOICE = '<break time="200ms" />', '<break time="300ms" />'
ZERO_SIX = '<sub alias="zéro 6">06</sub>'


def rendered(*says: Sentence) -> str:
    return render(Prompt(says=says, then=HangUp()), PLACE, Addresses("https://x.example"))


def say_verbs(twiml: str) -> list[ElementTree.Element]:
    return [*ElementTree.fromstring(twiml).iter("Say")]  # noqa: S314 - of our own making


def said(*says: Sentence) -> str:
    """What stands in the Say, tags and all; the simulator finds nothing wrong with it."""
    twiml = rendered(*says)
    assert parse(twiml.encode(), for_voice=True).problems == ()
    return twiml.split('">', 1)[1].split("</Say>")[0]


def test_a_number_is_said_in_pairs_with_time_to_write_them_down() -> None:
    asked = sentence("message_confirm_number", FR, number="06, 12, 34, 56, 78")
    assert said(asked) == (
        f"J’ai noté le {ZERO_SIX},{GROUP} 12,{GROUP} 34,{GROUP} 56,{GROUP} 78. C’est bien cela ?"
    )
    assert asked.text == "J’ai noté le 06, 12, 34, 56, 78. C’est bien cela ?"


def test_in_english_figure_by_figure() -> None:
    asked = sentence("message_confirm_number", EN, number="0 6, 1 2, 3 4")
    assert said(asked) == f"I have 0 6,{GROUP} 1 2,{GROUP} 3 4. Is that right?"


def test_a_foreign_number_keeps_its_plus() -> None:
    asked = sentence("number_noted", FR, number="plus 32, 47, 01, 23")
    assert said(asked) == (
        f'J’ai noté le plus 32,{GROUP} 47,{GROUP} <sub alias="zéro 1">01</sub>,{GROUP} 23.'
    )


def test_each_choice_but_the_first_comes_after_a_pause() -> None:
    offers = sentence(
        "appointment_offers_3",
        FR,
        first="lundi à 10 heures 30",
        second="à 10 heures",
        third="mardi à 9 heures",
    )
    assert said(offers) == (
        f"Je peux vous proposer lundi à 10 heures 30, {CHOICE}à 10 heures ou {CHOICE}mardi à 9"
        " heures. Lequel préférez-vous ?"
    )


def test_one_oclock_and_nine_at_night_are_feminine() -> None:
    told = Sentence(text="À 1 heure 30, à 21 heures, à 11 heures.", language=FR)
    assert said(told) == (
        'À <sub alias="une heure">1 heure</sub> 30, à <sub alias="vingt et une heures">21 heures'
        "</sub>, à 11 heures."
    )
    assert said(Sentence(text="At 1 heure.", language=EN)) == "At 1 heure."


@pytest.mark.parametrize(
    "name", ['<break time="10s"/>', "</Say><Hangup/>", "Tom & Léa <3", "06, 1"]
)
def test_what_callers_say_stays_words(name: str) -> None:
    done = sentence("message_done", FR, name=name)
    [words] = say_verbs(rendered(done))
    assert list(words) == []
    assert words.text == done.text
    rung = sentence("transfer_announce", FR, client="Moreau", caller=name, reason="")
    [words] = say_verbs(rendered(rung))
    assert "".join(words.itertext()) == rung.text
    assert "<" not in "".join(child.get("alias", "") for child in words)


def test_the_words_are_the_same_with_and_without_pauses() -> None:
    for language in Language:
        for key, places in phrase_keys(language).items():
            one = sentence(key, language, **dict.fromkeys(places, "06, 21 heures, 07"))
            [words] = say_verbs(rendered(one))
            assert "".join(words.itertext()) == one.text, key


def test_what_is_too_long_for_one_say_is_cut_and_keeps_its_pauses() -> None:
    long = " ".join(["Voici une phrase bien longue."] * 40)
    number = sentence("number_noted", FR, number="06, 12")
    told = number.model_copy(update={"text": f"{long} {number.text}"})
    pieces = say_verbs(rendered(told))
    assert len(pieces) == 2
    assert [len(piece) for piece in pieces] == [0, 2]


@pytest.mark.parametrize(
    ("voice", "knows"),
    [
        ("Polly.Lea-Neural", True),
        ("Polly.Lea-Generative", True),
        ("Google.fr-FR-Neural2-A", True),
        ("Google.fr-FR-Chirp3-HD-Leda", False),
        ("alice", False),
    ],
)
def test_a_voice_that_knows_no_tags_gets_plain_words(
    voice: str, knows: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(speech.VOICES, FR, (voice, "fr-FR"))
    words = said(sentence("number_noted", FR, number="06, 12"))
    assert ("<" in words) == knows
    assert parse(rendered(Sentence(text="Bonjour.", language=FR)).encode()).problems == ()


def test_the_network_refuses_tags_for_a_voice_that_would_read_them() -> None:
    twiml = (
        '<Response><Say voice="alice" language="fr-FR">Le <break time="1s"/> 12.</Say></Response>'
    )
    assert "knows no SSML" in str(parse(twiml.encode()).problems)


def test_a_spelled_name_is_said_letter_by_letter() -> None:
    pause = '<break time="150ms" />'
    told = sentence("name_letters", FR, name="Weyl", letters="W, E, Y, L")
    assert said(told) == (
        f'Weyl s’écrit : <sub alias="double vé">W</sub>,{pause} E,{pause} '
        f'<sub alias="i grec">Y</sub>,{pause} L.'
    )
    told = sentence("name_letters", EN, name="Zara", letters="Z, A, R, A")
    assert said(told) == (
        f'Zara, spelled: <sub alias="zed">Z</sub>,{pause} <sub alias="ay">A</sub>,{pause} R,'
        f'{pause} <sub alias="ay">A</sub>.'
    )


def test_accents_and_signs_are_named_and_stay_whole() -> None:
    told = sentence("name_letters", FR, name="Lé-A", letters="L, E accent aigu, tiret, A")
    assert "<sub" not in said(told)
    assert said(told).count("<break") == 3
