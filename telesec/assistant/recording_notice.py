"""Before a talk with a person is recorded the caller is told, and any key refuses.

GDPR articles 6, 13 and 21; the CNIL's page on recording telephone conversations at work. Where
life or limb may be at stake nothing is asked, and so nothing is recorded.
"""

from telesec.assistant.conversation import Conversation
from telesec.assistant.speaking import phrase
from telesec.calls.call import RecordingConsent
from telesec.values.conversation import HeardKind, Listen, Prompt, Sentence

SECONDS_TO_REFUSE = 3


def notice_before(c: Conversation, what: str) -> Prompt | None:
    """Tell the caller, and wait a moment for a key; then goes on ``what``. None where nothing is
    to be recorded, or the caller has been told already.
    """
    if c.state.urgent or c.call.recording_consent or not c.client.record_talks:
        return None
    c.state.notice_before = what
    c.phrase("recording_notice")
    for other in c.script.languages:  # who has not understood has not consented
        if other != c.language:
            told = phrase("recording_notice", other)
            c.says.append(Sentence(text=told, language=other))
    return c.then(
        Listen(language=c.language, speech=False, max_digits=1, seconds=SECONDS_TO_REFUSE)
    )


def after_notice(c: Conversation) -> str:
    """Note what the caller has answered; what goes on now."""
    what, c.state.notice_before = c.state.notice_before, ""
    refused = c.heard.kind == HeardKind.DIGITS
    c.call.recording_consent = RecordingConsent.REFUSED if refused else RecordingConsent.TOLD
    if refused:
        c.phrase("recording_refused")
    return what


def is_recorded(c: Conversation) -> bool:
    """Whether the caller's talk with a person is to be recorded."""
    return c.call.recording_consent == RecordingConsent.TOLD and not c.state.urgent
