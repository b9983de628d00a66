"""What the carrier's voices can speak: lengths (error 13521), voices and their languages.

https://www.twilio.com/docs/voice/twiml/say/text-speech
"""

from collections.abc import Iterator, Mapping
from urllib.parse import quote_plus

LONGEST_BASIC, LONGEST_POLLY, LONGEST_GOOGLE = 4_096, 3_000, 5_000
LONGEST_ENCODED = 4_500
BASIC_VOICES = frozenset({"man", "woman", "alice"})

# Amazon Polly's voices for the languages this product may be asked to speak.
POLLY_LANGUAGES: dict[str, frozenset[str]] = {
    "fr-FR": frozenset({"Celine", "Mathieu", "Lea", "Remi"}),
    "fr-BE": frozenset({"Isabelle"}),
    "fr-CA": frozenset({"Chantal", "Gabrielle", "Liam"}),
    "en-GB": frozenset({"Amy", "Emma", "Brian", "Arthur"}),
    "en-US": frozenset(
        {"Joanna", "Kendra", "Kimberly", "Salli", "Joey", "Justin", "Matthew", "Ivy", "Ruth"}
        | {"Kevin", "Stephen", "Danielle", "Gregory"}
    ),
    "de-DE": frozenset({"Marlene", "Vicki", "Hans", "Daniel"}),
    "es-ES": frozenset({"Conchita", "Lucia", "Enrique", "Sergio"}),
    "it-IT": frozenset({"Carla", "Bianca", "Giorgio", "Adriano"}),
    "nl-NL": frozenset({"Lotte", "Ruben", "Laura"}),
    "pt-PT": frozenset({"Ines", "Cristiano"}),
}


def say_problems(text: str, attributes: Mapping[str, str], *, ssml: bool) -> Iterator[str]:
    """Everything that would make this Say fail or be silent, or read its tags aloud."""
    if not text:
        yield "13520 <Say> is empty"
    voice = attributes.get("voice", "man")
    if ssml and (voice in BASIC_VOICES or "Chirp" in voice):
        yield f"12200 voice {voice!r} knows no SSML"
    longest = _longest(voice)
    if len(text) > longest:
        yield f"13521 <Say> has {len(text)} characters; {voice} takes {longest}"
    encoded = len(quote_plus(text))
    if encoded > LONGEST_ENCODED:
        yield f"13521 <Say> has {encoded} characters once URL-encoded; {LONGEST_ENCODED} is most"
    if not _speaks(voice, attributes.get("language")):
        yield f"13520 voice {voice!r} does not speak {attributes.get('language')!r}"


def _longest(voice: str) -> int:
    if voice.startswith("Polly."):
        return LONGEST_POLLY
    return LONGEST_GOOGLE if voice.startswith("Google.") else LONGEST_BASIC


def _speaks(voice: str, language: str | None) -> bool:
    if voice in BASIC_VOICES:
        return True
    maker, _, name = voice.partition(".")
    if maker == "Google":
        return language is None or name.startswith(f"{language}-")
    if maker != "Polly":
        return False
    person = name.removesuffix("-Neural").removesuffix("-Generative")
    at_home = {where for where, people in POLLY_LANGUAGES.items() if person in people}
    return bool(at_home) and (language is None or language in at_home)
