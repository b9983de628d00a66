"""The worker's own jobs, joined as in the program: settings, sealed password, guarded requests."""

from datetime import timedelta
from pathlib import Path

from telesec.agenda.calendar_claim import PURPOSE
from telesec.agenda.calendar_search import begin_search, search_of
from telesec.agenda.switching import connect
from telesec.settings import read_settings
from telesec.simulator.mailbox import Mailbox
from telesec.values.sealed import seal
from telesec.worker import Worker
from tests.agenda.calendars.keeping import TEN, Keeping
from tests.agenda.calendars.server import PASSWORD, USER, CalendarServer
from tests.agenda.calendars.test_invitations import CLAIRE, invites


def worker(house: Keeping, directory: Path, inner_hosts: str, smtp: str) -> Worker:
    settings = read_settings(
        {
            "TWILIO_ACCOUNT_SID": "AC" + "0" * 32,
            "TWILIO_AUTH_TOKEN": "token",
            "TWILIO_API_BASE_URL": "http://127.0.0.1:9",
            "TELESEC_PUBLIC_URL": "https://telesec.example",
            "TELESEC_DATA_DIR": str(directory / "data"),
            "TELESEC_INNER_HOSTS": inner_hosts,
            "SMTP_URL": smtp,
            "TELESEC_MAIL_FROM": "secretariat@telesec.example",
        }
    )
    return Worker(settings, house.engine, house.clock)


def test_a_calendar_is_searched_written_and_looked_after(
    house: Keeping, server: CalendarServer, tmp_path: Path
) -> None:
    inner = f"127.0.0.1:{server.port}"
    with Mailbox() as mailbox:
        working = worker(house, tmp_path, inner, mailbox.url)
        key = working.settings.secret_key
        with house.looking() as db:
            begin_search(
                db,
                house.practitioner(db),
                server=server.url,
                username=USER,
                password=PASSWORD,
                secret_key=key,
                now=house.clock.now(),
            )
        working.search_calendars()
        with house.looking() as db:
            found = search_of(db, house.martin_id)
            assert found
            assert [one.url for one in found.found] == [server.collection]
            connect(
                db,
                house.practitioner(db),
                server=server.url,
                username=USER,
                sealed_password=seal(PASSWORD, key, PURPOSE),
                collection=server.collection,
                name="Consultations",
                now=house.clock.now(),
            )
        uid = house.books()
        working.write_calendars()
        assert list(server.events()) == [f"{uid}.ics"]
        server.client_deletes(f"{uid}.ics")
        house.clock.advance(601)
        working.check_calendars()
        assert len(house.conflicts()) == 1
        working.forget_calendars()
        invites(house, CLAIRE)
        house.books(TEN + timedelta(hours=1))
        house.clock.advance(1)
        working.run_once()
        assert [mail.subject for mail in mailbox.to(CLAIRE)] != []


def test_a_server_of_our_own_network_that_nobody_named_is_not_asked(
    house: Keeping, server: CalendarServer, tmp_path: Path
) -> None:
    working = worker(house, tmp_path, "", "smtp://127.0.0.1:9")
    before = len(server.asked)
    with house.looking() as db:
        begin_search(
            db,
            house.practitioner(db),
            server=server.url.replace("http:", "https:"),
            username=USER,
            password=PASSWORD,
            secret_key=working.settings.secret_key,
            now=house.clock.now(),
        )
    working.search_calendars()
    with house.looking() as db:
        found = search_of(db, house.martin_id)
        assert found
        assert found.trouble == "inner_address"
    assert len(server.asked) == before
