"""Finding and asking calendars on servers of many makers, some of them odd or hostile."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from telesec.gateways.caldav import CalDav, name_of
from telesec.gateways.caldav_faults import CalDavError, Changed, Trouble
from telesec.gateways.dav_xml import NotDav, read_multistatus
from telesec.gateways.outside_http import OutsideHttp
from tests.makers import NOW
from tests.outside import Answering, Asked, Given, OutsideServer, outside_server

HOME = "/remote.php/dav/calendars/claire/"
KINDS = "C:supported-calendar-component-set"
ROOM = f"<{KINDS}><C:comp name='VEVENT'/></{KINDS}>"


def multistatus(*responses: tuple[str, str]) -> Given:
    inner = "".join(
        f"<D:response><D:href>{href}</D:href><D:propstat><D:prop>{properties}</D:prop>"
        "<D:status>HTTP/1.1 200 OK</D:status></D:propstat></D:response>"
        for href, properties in responses
    )
    text = f"""<?xml version="1.0"?><D:multistatus xmlns:D="DAV:"
        xmlns:C="urn:ietf:params:xml:ns:caldav">{inner}</D:multistatus>"""
    return Given(text.encode(), 207)


def calendar(name: str, more: str = "") -> str:
    kind = "<D:resourcetype><D:collection/><C:calendar/></D:resourcetype>"
    return f"{kind}<D:displayname>{name}</D:displayname>{more}"


def privileges(*names: str) -> str:
    inner = "".join(f"<D:privilege><D:{name}/></D:privilege>" for name in names)
    return f"<D:current-user-privilege-set>{inner}</D:current-user-privilege-set>"


def nextcloud(asked: Asked) -> Given:
    """As Nextcloud answers: a page at its root, the way in by the well-known address."""
    if "authorization" not in asked.headers:
        return Given(status=401)
    if asked.path == "/.well-known/caldav":
        return Given(status=301, headers={"Location": "/remote.php/dav/"})
    if asked.path == "/remote.php/dav/":
        return multistatus(
            (
                "/remote.php/dav/",
                "<D:current-user-principal><D:href>/remote.php/dav/principals/users/claire/"
                "</D:href></D:current-user-principal>",
            )
        )
    if asked.path == "/remote.php/dav/principals/users/claire/":
        return multistatus(
            (
                asked.path,
                f"<C:calendar-home-set><D:href>{HOME}</D:href></C:calendar-home-set>",
            )
        )
    if asked.path == HOME:
        return multistatus(
            (HOME, "<D:resourcetype><D:collection/></D:resourcetype>"),
            (f"{HOME}personal/", calendar("Personnel", ROOM + privileges("read", "write"))),
            (f"{HOME}shared/", calendar("Partagé, en lecture", ROOM + privileges("read"))),
            (f"{HOME}tasks/", calendar("Tâches", ROOM.replace("VEVENT", "VJOURNAL"))),
        )
    return Given(b"<html>a page", 405)


def account(server: OutsideServer, *others: OutsideServer) -> CalDav:
    hosts = {f"127.0.0.1:{one.port}" for one in (server, *others)}
    return CalDav(OutsideHttp(hosts), "claire", "secret")


def trouble(work: Callable[[], object]) -> CalDavError:
    with pytest.raises(CalDavError) as caught:
        work()
    return caught.value


def asked_of(answers: Answering, work: Callable[[CalDav, str], object]) -> Trouble:
    with outside_server(answers) as server:
        return trouble(lambda: work(account(server), server.url)).trouble


def test_calendars_that_take_events_and_may_be_written_to_are_found() -> None:
    with outside_server(nextcloud) as server:
        for typed in (server.url, f"{server.url}/", f"{server.url}/remote.php/dav"):
            found = account(server).calendars(typed)
            assert [(one.name, one.url) for one in found] == [
                ("Personnel", f"{server.url}{HOME}personal/")
            ]


def test_a_calendars_own_address_is_enough() -> None:
    def answers(asked: Asked) -> Given:
        return multistatus((asked.path, calendar("Le mien")))

    with outside_server(answers) as server:
        url = f"{server.url}/dav/claire/mine/"
        assert [one.url for one in account(server).calendars(url)] == [url]


def test_one_that_was_sent_to_another_host_signs_in_there() -> None:
    """Some providers answer at their own name, and keep calendars elsewhere."""
    with outside_server(nextcloud) as house:
        front = {"Location": f"{house.url}/remote.php/dav/"}
        with outside_server(lambda _: Given(status=302, headers=front)) as server:
            found = account(server, house).calendars(server.url)
            assert [one.name for one in found] == ["Personnel"]


@pytest.mark.parametrize(
    ("given", "told"),
    [
        (Given(status=401), Trouble.PASSWORD),
        (Given(b"<html>hello", 200), Trouble.NOT_CALDAV),
        (Given(b"nothing", 207), Trouble.NOT_CALDAV),
        (Given(b"<a/>", 207), Trouble.NOT_CALDAV),
        (Given(status=404), Trouble.NOT_CALDAV),
        (Given(b"<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>", 207), Trouble.NOT_CALDAV),
    ],
)
def test_why_no_calendar_was_found(given: Given, told: Trouble) -> None:
    assert asked_of(lambda _: given, lambda dav, url: dav.calendars(url)) is told


def test_a_wrong_password_is_not_tried_over_and_over() -> None:
    with outside_server(lambda _: Given(status=401)) as server:
        trouble(lambda: account(server).calendars(server.url))
        assert len(server.asked) == 2


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("https://127.0.0.1:5232/", Trouble.INNER_ADDRESS),
        ("10.0.0.1", Trouble.INNER_ADDRESS),
        ("https://[::1]/dav/", Trouble.INNER_ADDRESS),
        ("https://169.254.169.254/latest/", Trouble.INNER_ADDRESS),
        ("http://198.51.100.7/", Trouble.NOT_PRIVATE),
        ("ftp://cloud.example.fr", Trouble.BAD_ADDRESS),
        ("https://", Trouble.BAD_ADDRESS),
        ("", Trouble.BAD_ADDRESS),
    ],
)
def test_addresses_that_are_not_asked(typed: str, told: Trouble) -> None:
    assert trouble(lambda: CalDav(OutsideHttp(), "a", "b").calendars(typed)).trouble is told


@pytest.mark.parametrize(
    ("status", "told"),
    [
        (400, Trouble.REFUSED),
        (401, Trouble.PASSWORD),
        (403, Trouble.FORBIDDEN),
        (404, Trouble.NO_CALENDAR),
        (409, Trouble.NO_CALENDAR),
        (413, Trouble.REFUSED),
        (423, Trouble.BUSY),
        (429, Trouble.BUSY),
        (500, Trouble.SERVER),
        (502, Trouble.SERVER),
        (503, Trouble.BUSY),
        (507, Trouble.FULL),
    ],
)
def test_what_each_answer_to_a_writing_means(status: int, told: Trouble) -> None:
    given = Given(status=status)
    assert asked_of(lambda _: given, lambda dav, url: dav.write(f"{url}/a.ics", b"", None)) is told


@pytest.mark.parametrize("status", [403, 409])
def test_an_event_that_is_in_another_calendar_already_is_refused(status: int) -> None:
    body = b"<D:error xmlns:D='DAV:'><C:no-uid-conflict xmlns:C='x'/></D:error>"
    given = Given(body, status)
    told = asked_of(lambda _: given, lambda dav, url: dav.write(f"{url}/a.ics", b"", None))
    assert told is Trouble.REFUSED


@pytest.mark.parametrize(
    ("said", "pause"),
    [("120", 120), ("soon", 0), ("-5", 0), ("999999", 6 * 3600), ("9" * 40, 0)],
)
def test_how_long_a_server_wants_to_be_left_alone(said: str, pause: int) -> None:
    given = Given(status=503, headers={"Retry-After": said})
    with outside_server(lambda _: given) as server:
        error = trouble(lambda: account(server).write(f"{server.url}/a.ics", b"", None))
        assert error.pause == timedelta(seconds=pause)


def test_a_condition_that_fails_is_no_trouble_of_the_server() -> None:
    with outside_server(lambda _: Given(status=412)) as server:
        url = f"{server.url}/a.ics"
        works: list[Callable[[CalDav], object]] = [
            lambda dav: dav.write(url, b"", '"1"'),
            lambda dav: dav.write(url, b"", None),
            lambda dav: dav.delete(url, '"1"'),
        ]
        for work in works:
            with pytest.raises(Changed):
                work(account(server))


def test_tags_that_a_proxy_has_weakened_can_stand_in_a_condition() -> None:
    given = Given(status=201, headers={"ETag": 'W/"abc"'})
    with outside_server(lambda _: given) as server:
        dav = account(server)
        assert dav.write(f"{server.url}/a.ics", b"", None) == '"abc"'
        assert server.asked[0].headers["accept-encoding"] == "identity"


def test_a_list_of_tags_is_read_by_the_last_part_of_each_address() -> None:
    def answers(_: Asked) -> Given:
        return multistatus(
            ("http://elsewhere.example/cal/a.ics", '<D:getetag>"1"</D:getetag>'),
            ("/cal/b%20c.ics", '<D:getetag>"2"</D:getetag>'),
            ("/cal/d.ics", ""),
        )

    with outside_server(answers) as server:
        tags = account(server).etags(f"{server.url}/cal/", NOW, NOW + timedelta(days=1))
        assert tags == {"a.ics": '"1"', "b c.ics": '"2"'}
    assert name_of("https://x.example/cal/a%2Fb.ics") == "a/b.ics"


def test_a_calendar_that_may_only_be_read_is_told_from_one_that_is_gone() -> None:
    given = multistatus(("/cal/", calendar("A", privileges("read"))))
    assert asked_of(lambda _: given, lambda dav, url: dav.check(f"{url}/cal/")) is Trouble.FORBIDDEN
    gone = Given(status=404)
    assert asked_of(lambda _: gone, lambda dav, url: dav.check(f"{url}/c/")) is Trouble.NO_CALENDAR
    page = multistatus(("/cal/", "<D:resourcetype/>"))
    assert asked_of(lambda _: page, lambda dav, url: dav.check(f"{url}/c/")) is Trouble.NO_CALENDAR


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"\x00<D:multistatus xmlns:D='DAV:'/>",
        "<D:multistatus xmlns:D='DAV:'/>".encode("utf-16"),
        b"<?xml version='1.0' encoding='nonsense'?><D:multistatus xmlns:D='DAV:'/>",
        b"<!DOCTYPE x SYSTEM 'file:///etc/passwd'><D:multistatus xmlns:D='DAV:'/>",
        b"<D:multistatus xmlns:D='DAV:'>",
    ],
)
def test_what_is_no_plain_answer_is_not_read(body: bytes) -> None:
    with pytest.raises(NotDav):
        read_multistatus(body)
