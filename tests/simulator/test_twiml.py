"""What documents may say, and what makes them a problem."""

import pytest

from telesec.simulator.twiml import parse
from tests.simulator.product import say


def problems(verbs: str, for_voice: bool = True) -> list[str]:
    return list(parse(f"<Response>{verbs}</Response>".encode(), for_voice).problems)


@pytest.mark.parametrize(
    "verbs",
    [
        say("Le <break time='300ms'/> <say-as interpret-as='telephone'>0180</say-as> bonjour"),
        "<Gather input='dtmf speech' timeout='5' speechTimeout='auto' language='fr-FR'"
        " hints='Martin,Durand' numDigits='1' finishOnKey='' bargeIn='true'"
        " action='/a#rc=2'><Say>a</Say><Pause/><Play>/a.wav</Play></Gather>",
        "<Gather input='speech' speechModel='phone_call' speechTimeout='3'/>",
        "<Record timeout='0' maxLength='180' trim='do-not-trim' playBeep='false'/>",
        "<Dial answerOnBridge='true' ringTone='fr' hangupOnStar='true'>"
        "<Number url='/a' statusCallback='/b' statusCallbackEvent='ringing answered'>"
        "+33611111111</Number><Client>alice</Client></Dial>",
        "<Redirect method='GET'>/next</Redirect>",
        "<Reject reason='busy'/>",
        "",
        f"<Say voice='Polly.Lea'>{'mot ' * 740}</Say>",
        "<Say voice='Google.fr-FR-Neural2-A' language='fr-FR'>bonjour</Say>",
    ],
)
def test_documents_in_order(verbs: str) -> None:
    assert problems(verbs) == []


@pytest.mark.parametrize(
    ("verbs", "problem"),
    [
        ("<Dance/>", "unknown verb <Dance>"),
        ("<say>a</say>", "unknown verb <say>"),
        ("<Enqueue>a</Enqueue>", "unknown verb <Enqueue>"),
        ("<Number>+33611111111</Number>", "<Number> must not stand in <Response>"),
        ("<Gather><Record/></Gather>", "<Record> must not stand in <Gather>"),
        ("<Response/>", "<Response> must not stand in <Response>"),
        ("<Record><Say>a</Say></Record>", "must not stand in <Record>"),
        ("bonjour", "text in <Response>"),
        ("<Hangup/>bonjour", "text in <Response>"),
        ("<Gather numdigits='1'/>", "unknown attribute numdigits"),
        ("<Gather input=\"['speech', 'dtmf']\"/>", "bad value input"),
        ("<Gather timeout='soon'/>", "bad value timeout"),
        ("<Gather finishOnKey='12'/>", "bad value finishOnKey"),
        ("<Gather actionOnEmptyResult='True'/>", "bad value actionOnEmptyResult"),
        ("<Gather action='http://a_b.fr/'/>", "bad value action"),
        ("<Gather action='/a#rc=9'/>", "bad value action"),
        ("<Gather hints='a'/>", "hints of <Gather> without speech"),
        (f"<Gather input='speech' hints='{'a,' * 500}a'/>", "bad value hints"),
        (f"<Gather input='speech' hints='{'a' * 101}'/>", "bad value hints"),
        ("<Gather input='speech' speechModel='phone_call' speechTimeout='auto'/>", "speechTimeout"),
        ("<Record transcribe='true'/>", "American English only"),
        ("<Record maxLength='1'/>", "bad value maxLength"),
        ("<Dial><Number statusCallbackEvent='answer'>+33611111111</Number></Dial>", "bad value"),
        ("<Dial><Number/></Dial>", "<Number> is empty"),
        ("<Dial callerId='0180000001'>+33611111111</Dial>", "bad value callerId"),
        ("<Say/>", "13520"),
        ("<Say voice='Polly.Lea-Neural' language='en-GB'>a</Say>", "does not speak"),
        ("<Say voice='Google.fr-FR-Neural2-A' language='en-GB'>a</Say>", "does not speak"),
        ("<Say voice='Polly.Nobody'>a</Say>", "does not speak"),
        ("<Say language='français'>a</Say>", "bad value language"),
        (f"<Say voice='Polly.Lea'>{'mots ' * 700}</Say>", "13521"),
        (f"<Say>{'é' * 751}</Say>", "URL-encoded"),
        ("<Say loop='1001'>a</Say>", "bad value loop"),
    ],
)
def test_documents_out_of_order(verbs: str, problem: str) -> None:
    found = problems(verbs)
    assert any(problem in text for text in found), found


def test_what_is_known_of_a_bad_document_is_kept() -> None:
    document = parse(b"<Response><Dance/><Say mood='gay'>a</Say></Response>")
    assert [verb.name for verb in document.verbs] == ["Say"]
    assert len(document.problems) == 2


def test_answers_to_text_messages_have_their_own_verbs() -> None:
    assert problems("<Message>Merci</Message>", for_voice=False) == []
    assert problems("<Message><Body>Merci</Body></Message>", for_voice=False) == []
    assert problems("<Say>Merci</Say>", for_voice=False) == [
        "12200 unknown verb <Say> in <Response>"
    ]
