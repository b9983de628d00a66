"""A caller with a telephone that opens links: the texts they get, and a real HTTP client."""

import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import urljoin

import requests
from sqlalchemy import select
from sqlalchemy.orm import Session

from telesec.agenda.appointment import Appointment
from telesec.clients.client import Client
from telesec.notifications.notification import Channel
from telesec.worker import Worker
from tests.telephone import PRACTICE, Telephone

ADDRESS = re.compile(r"http\S+/r/\w+")
HIDDEN = re.compile(r'<input type="hidden" name="(\w+)" value="([^"]*)">')
ACTION = re.compile(r'<form class="acts" method="post" action="([^"]+)">')
CALLER = "+33612345678"
READ: set[str] = set()  # text messages, by the carrier's ids


class Phone:
    """A caller's own telephone: it gets texts, and opens the links in them."""

    def __init__(self, telephone: Telephone, number: str = CALLER, language: str = "fr") -> None:
        self.telephone = telephone
        self.number = number
        self.http = requests.Session()
        self.http.headers["Accept-Language"] = language
        self.at = telephone.settings.public_url

    def texts(self) -> list[str]:
        """What has come by SMS so far, oldest first, once the worker has been at work."""
        telephone = self.telephone
        worker = Worker(telephone.settings, telephone.engine, telephone.clock)
        worker.deliver(Channel.SMS)
        mine = [one for one in telephone.network.text_messages if one.to == self.number]
        for one in mine:
            if one.sid not in READ:  # what a test reads it has expected
                telephone.network.expects_text(self.number, one.body)
                READ.add(one.sid)
        return [one.body for one in mine]

    def link(self) -> str:
        """The address in the last text."""
        found = ADDRESS.search(self.texts()[-1])
        assert found, self.texts()
        return found[0]

    def opens(self, url: str, status: int = 200) -> str:
        """Look at a page."""
        answer = self.http.get(self._whole(url), allow_redirects=False)
        assert answer.status_code == status, (url, answer.status_code, answer.text[:1500])
        return answer.text

    def follows(self, page: str, words: str) -> str:
        """Follow the link of a page that says this; the page it leads to."""
        found = re.search(rf'<a [^>]*href="([^"]+)"[^>]*>[^<]*{re.escape(words)}', page)
        assert found, (words, page)
        return self.opens(found[1].replace("&amp;", "&"))

    def picks(self, link: str, day: str, time: str) -> str:
        """Leaf through the free times to that one; the page that asks whether it shall be."""
        page = self.opens(f"{link}/times")
        while f"<h2>{day}" not in page:
            page = self.follows(page, "plus tard")
        return self.follows(page[page.index(f"<h2>{day}") :], time)

    def sends(self, page: str, **changed: str) -> requests.Response:
        """Send the form of a page, as it is but for what is ``changed``."""
        action = ACTION.search(page)
        assert action, page
        return self.posts(action[1], dict(HIDDEN.findall(page)) | changed)

    def posts(self, url: str, fields: Mapping[str, str]) -> requests.Response:
        """Send a form of one's own."""
        return self.http.post(self._whole(url), data=dict(fields), allow_redirects=True)

    def _whole(self, url: str) -> str:
        self.at = urljoin(self.at, url)
        return self.at


def lets_callers(telephone: Telephone, line: str = PRACTICE, **rules: Any) -> None:
    """The client of that line confirms by SMS, and whatever else is said."""
    with telephone.looking() as db:
        client = telephone.client_of(db, line)
        client.confirms_by_sms = True
        for name, value in rules.items():
            assert hasattr(Client, name)
            setattr(client, name, value)


def only_appointment(db: Session) -> Appointment:
    return db.scalars(select(Appointment)).one()
