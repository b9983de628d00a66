"""The token with which a browser becomes a telephone (Twilio Voice SDK).

https://www.twilio.com/docs/iam/access-tokens: a JWT signed with an API key's secret, never with
the auth token, and good for 24 hours at most.
"""

from twilio.jwt.access_token import AccessToken
from twilio.jwt.access_token.grants import VoiceGrant

from telesec.settings import Settings

TOKEN_SECONDS = 3_600  # the page asks for another before it runs out


class NoBrowserTelephone(Exception):
    """No API key is configured: secretaries are rung on their own telephones only."""


def browser_token(settings: Settings, identity: str) -> str:
    """A token to be rung as ``client:identity``; it cannot place calls.

    ``identity`` comes from who is signed in, never from a request. Raises NoBrowserTelephone.
    """
    if not (settings.twilio_api_key_sid and settings.twilio_api_key_secret):
        raise NoBrowserTelephone
    token = AccessToken(
        settings.twilio_account_sid,
        settings.twilio_api_key_sid,
        settings.twilio_api_key_secret,
        identity=identity,
        ttl=TOKEN_SECONDS,
    )
    token.add_grant(VoiceGrant(incoming_allow=True))
    return str(token.to_jwt())
