"""What callers of every trade say first, with no word of the menu in it, is understood at once."""

import pytest

from telesec.assistant.about_us import asks_for_machine, asks_who_we_are
from telesec.assistant.matters import asks_of_the_house, told_intent
from telesec.assistant.understanding import Intent, heard_danger, supposed_intent
from telesec.values.language import Language
from tests.trials import ADDRESS, ANIMAL, WHEN, calling, heard

FR, EN = Language.FR, Language.EN
WHICH_DAY, WHOSE = "Which day", "May I have your name"


@pytest.mark.parametrize(
    ("trade", "language", "said", "question"),
    [
        ("dental", FR, "ma couronne s'est décollée", WHEN),
        ("dental", FR, "ma couronne est tombée", WHEN),
        ("dental", EN, "my crown has come off", WHICH_DAY),
        ("veterinary", FR, "mon chien boite depuis hier", ANIMAL),
        ("veterinary", FR, "il boite de la patte arrière", ANIMAL),
        ("veterinary", EN, "he is limping on his back leg", "What animal"),
        ("legal", FR, "mon patron m'a viré", WHEN),
        ("legal", EN, "my boss fired me", WHICH_DAY),
        ("notary", FR, "je veux me pacser", WHEN),
        ("artisan", FR, "mon volet roulant est bloqué", ADDRESS),
        ("artisan", EN, "my roller shutter is stuck", "What address"),
        ("paediatrics", FR, "elle a des boutons partout", WHEN),
        ("paediatrics", EN, "my son Leo has had a fever", WHICH_DAY),
        ("association", EN, "I'd like to sign my daughter up for judo", "How old"),
    ],
)
def test_a_trouble_is_led_where_it_is_seen_to(
    trade: str, language: Language, said: str, question: str
) -> None:
    with calling(trade, language) as call:
        assert question in heard(call.says(said))


@pytest.mark.parametrize(
    ("language", "said"),
    [
        (EN, "I won't be at yoga on Tuesday"),
        (EN, "my son will miss football on Saturday"),
        (FR, "je ne serai pas là au yoga mardi"),
    ],
)
def test_who_misses_a_class_of_the_club_is_asked_of_no_appointment(
    language: Language, said: str
) -> None:
    with calling("association", language) as call:
        answer = heard(call.says(said))
        assert "rendez-vous" not in answer
        assert "the appointment" not in answer
        [message] = call.ends().messages
    assert said in message.body


@pytest.mark.parametrize(
    ("trade", "language", "said"),
    [
        ("physiotherapy", FR, "vous faites les soins à domicile"),
        ("physiotherapy", EN, "do you do home visits"),
        ("association", FR, "c'est quand l'assemblée générale"),
        ("veterinary", EN, "do you treat exotic birds"),
    ],
)
def test_a_question_about_the_house_goes_to_those_who_can_answer(
    trade: str, language: Language, said: str
) -> None:
    with calling(trade, language) as call:
        assert ("Quel est votre nom" if language is FR else WHOSE) in heard(call.says(said))
        call.says("Jeanne Roux")
        call.says("oui" if language is FR else "yes")
        [message] = call.ends().messages
    assert (message.body, message.caller_name) == (said, "Jeanne Roux")


@pytest.mark.parametrize(
    ("language", "said", "whose", "again"),
    [
        (FR, "je suis bien chez le dentiste ?", "Vous êtes en ligne avec", "Que puis-je faire"),
        (FR, "allô bonjour c'est bien le cabinet dentaire", "Vous êtes en ligne avec", "puis-je"),
        (EN, "hello is that the dentist", "You are through to", "How can I help"),
    ],
)
def test_who_asks_whose_line_it_is_is_told_and_asked_again(
    language: Language, said: str, whose: str, again: str
) -> None:
    with calling("dental", language) as call:
        answer = heard(call.says(said))
        assert whose in answer
        assert again in answer
        day = WHEN if language is FR else WHICH_DAY
        assert day in heard(call.says("un rendez-vous" if language is FR else "an appointment"))


@pytest.mark.parametrize(
    ("language", "said", "told"),
    [
        (FR, "vous êtes un robot ?", "assistant vocal automatique"),
        (FR, "attendez je parle à une machine là", "assistant vocal automatique"),
        (EN, "am I talking to a robot", "automated voice assistant"),
        (EN, "are you a real person", "automated voice assistant"),
    ],
)
def test_a_machine_says_that_it_is_one_at_any_question(
    language: Language, said: str, told: str
) -> None:
    wish = "un rendez-vous" if language is FR else "an appointment"
    day = WHEN if language is FR else WHICH_DAY
    with calling("dental", language) as call:
        assert told in heard(call.says(said))
        call.says(wish)
        answer = heard(call.says(said))
        assert told in answer
        assert day in answer


@pytest.mark.parametrize(
    ("said", "language"),
    [
        ("je suis bien mardi matin", FR),
        ("c'est bien le 3 avril", FR),
        ("je suis bien chez le dentiste je voudrais un rendez-vous", FR),
        ("c'est pour une personne âgée", FR),
        ("c'est bien le docteur Martin que je voudrais voir", FR),
        ("is that the earliest you have", EN),
        ("hello is that the vet I need an appointment for my cat", EN),
    ],
)
def test_an_answer_or_a_wish_is_no_question_about_us(said: str, language: Language) -> None:
    assert not asks_who_we_are(said, language)
    assert not asks_for_machine(said, language)


@pytest.mark.parametrize(
    ("trade", "said", "language"),
    [
        ("medical", "chéri tu peux baisser la télé", FR),
        ("medical", "laissez-moi réfléchir une seconde", FR),
        ("medical", "la pluie et le beau temps", FR),
        ("medical", "je suis la fille de madame Roux", FR),
        ("dental", "je crois que c'est bon", FR),
        ("legal", "je prends un stylo", FR),
        ("dental", "let me get a pen", EN),
        ("legal", "have a nice day", EN),
        ("dental", "ma couronne", FR),
        ("medical", "turn the telly down love", EN),
    ],
)
def test_what_is_said_beside_the_telephone_is_no_matter(
    trade: str, said: str, language: Language
) -> None:
    assert supposed_intent(said, language, trade) is None


def test_what_is_supposed_never_sends_anybody_away_nor_raises_an_alarm() -> None:
    assert supposed_intent("je suis bien chez madame Lopez", FR, "medical") is None
    assert supposed_intent("mon père ne respire plus", FR, "medical") is None


def test_a_visit_asked_about_is_not_a_visit_wished_for() -> None:
    assert asks_of_the_house("do you do home visits", EN, "physiotherapy")
    assert told_intent("do you do home visits", EN, "physiotherapy") is None
    wish = "vous prenez de nouveaux patients je voudrais un rendez-vous"
    assert not asks_of_the_house(wish, FR, "physiotherapy")
    assert told_intent(wish, FR, "physiotherapy") is Intent.APPOINTMENT_NEW


@pytest.mark.parametrize(
    ("trade", "language", "calm", "grave"),
    [
        ("veterinary", FR, "il boite de la patte arrière", "il traîne les pattes arrière"),
        ("veterinary", FR, "mon lapin a les dents trop longues", "mon lapin ne mange plus rien"),
        ("veterinary", EN, "he is limping on his back leg", "his back legs are paralysed"),
        ("paediatrics", FR, "elle a des boutons partout", "elle a des boutons violets partout"),
        ("paediatrics", EN, "he has spots all over", "spots all over and he is hard to wake"),
        (
            "accounting",
            EN,
            "we had a tax inspection three years ago",
            "I received a tax inspection notice",
        ),
        (
            "accounting",
            FR,
            "on a eu un contrôle fiscal il y a trois ans",
            "j'ai reçu un avis de contrôle fiscal",
        ),
    ],
)
def test_an_ordinary_trouble_is_no_alarm_and_its_grave_sister_is_one(
    trade: str, language: Language, calm: str, grave: str
) -> None:
    assert heard_danger(calm, trade, language) is None
    assert heard_danger(grave, trade, language) is not None
