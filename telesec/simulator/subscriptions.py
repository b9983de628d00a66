"""STOP and START, which the carrier obeys by itself before anybody else reads them.

https://www.twilio.com/docs/messaging/tutorials/advanced-opt-out

Only a text of one word counts. What the carrier answers in its own words is left out.
"""

from telesec.simulator.messages import Refused

STOP = ("stop", "stopall", "unsubscribe", "cancel", "end", "quit", "revoke", "optout")
START = ("start", "unstop", "yes")
HELP = ("help", "info")
WORDS = dict.fromkeys(STOP, "STOP") | dict.fromkeys(START, "START") | dict.fromkeys(HELP, "HELP")


class Subscriptions:
    """Who wants no texts from which number. ``words``: those of Advanced Opt-Out, by what they
    mean; while there are any they are all that counts, and webhooks say what was understood.
    """

    def __init__(self) -> None:
        self.words: dict[str, str] = {}
        self._stopped: set[tuple[str, str]] = set()

    def hears(self, sender: str, to: str, body: str) -> dict[str, str]:
        """Obey a text to one of the account's numbers; what the webhook says of it besides."""
        meaning = (self.words or WORDS).get(body.strip().lower(), "")
        if meaning == "STOP":
            self._stopped.add((to, sender))
        elif meaning == "START":
            self._stopped.discard((to, sender))
        return {"OptOutType": meaning} if self.words and meaning else {}

    def check(self, sender: str, to: str) -> None:
        """Refused when that person wants no texts from that number."""
        if (sender, to) in self._stopped:
            raise Refused(21610, "Attempt to send to unsubscribed recipient")
