"""What is said to callers who are not understood, or say nothing."""

from collections.abc import Callable
from typing import Any

from telesec.assistant.closing_words import surely_tells_more
from telesec.assistant.conversation import Conversation
from telesec.assistant.menu import MenuTalk
from telesec.assistant.message_words import tells_something
from telesec.assistant.plain_talk import has_unnamed_trouble
from telesec.assistant.talk import Talk
from telesec.values.conversation import HeardKind, Prompt, RecordMessage

WORDS_OF_A_SENTENCE = 3
MOST_MISSES = 3  # then a plain message is recorded


def missed(c: Conversation, talk: Talk[Any], record: Callable[[], Prompt]) -> Prompt:
    """First: please again. Second: with keys. Third: what ``record`` gives, a recorded message."""
    if talk.keeps_missed() and _is_a_sentence(c):
        c.state.missed = [*c.state.missed, c.words]
    if c.call.last_prompt and isinstance(c.call.last_prompt.then, RecordMessage):
        c.phrase("silence_goodbye")  # even the tone was met with silence
        return c.hang_up()
    if c.state.misses >= MOST_MISSES:
        return talk.go_on_without() or record()
    if c.state.misses > 1:
        c.phrase("keys_instead")
        talk.offer_keys()
    elif c.heard.kind == HeardKind.SILENCE:
        c.phrase("silence_prompt")
    else:
        c.phrase(_said_to_a_miss(c, talk))
    return talk.ask()


def _is_a_sentence(c: Conversation) -> bool:
    """Less of it may be noise."""
    return len(c.words.split()) >= WORDS_OF_A_SENTENCE and tells_something(c.words, c.language, ())


def _said_to_a_miss(c: Conversation, talk: Talk[Any]) -> str:
    """What a menu does not know is kept all the same; once what was wanted is done, it is hardly
    another wish, and noted.
    """
    if isinstance(talk, MenuTalk) and has_unnamed_trouble(c.words, c.language):
        c.note_for_client(c.words)
        return "tell_more"
    if not isinstance(talk, MenuTalk) or not surely_tells_more(c.words, c.language):
        return "not_understood"
    c.note_for_client(c.words)
    return "noted" if talk.may_end() else "not_understood"
