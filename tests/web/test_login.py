"""The door: who gets in, who does not, and for how long."""

from concurrent.futures import ThreadPoolExecutor

from telesec.web.translations import french
from tests.web.visiting import DOCTOR, OWNER, PASSWORD, SECRETARY, TOKEN, Console


def test_the_right_password_opens_the_desk(console: Console) -> None:
    browser = console.browser()
    answer = browser.signs_in(SECRETARY)
    assert (answer.status_code, answer.location) == (302, "/")
    assert "Sec" in browser.opens("/")


def test_whatever_the_case_of_the_address(console: Console) -> None:
    assert console.browser().signs_in(f" {SECRETARY.upper()} ").status_code == 302


def test_wrong_password_and_unknown_address_sound_the_same(console: Console) -> None:
    wrong = console.browser().signs_in(SECRETARY, "pas le bon du tout")
    unknown = console.browser().signs_in("personne@example.fr", "pas le bon du tout")
    assert wrong.status_code == unknown.status_code == 401
    text = "Adresse ou mot de passe incorrect"
    assert text in wrong.text
    assert text in unknown.text


def test_five_failures_close_the_account_for_a_quarter_of_an_hour(console: Console) -> None:
    browser = console.browser()
    for _ in range(5):
        browser.signs_in(SECRETARY, "pas le bon du tout")
    assert browser.signs_in(SECRETARY).status_code == 401
    assert browser.signs_in(OWNER).status_code == 302
    console.later(minutes=14)
    assert console.browser().signs_in(SECRETARY).status_code == 401
    console.later(minutes=2)
    assert console.browser().signs_in(SECRETARY).status_code == 302


def test_four_failures_are_forgotten_after_a_success(console: Console) -> None:
    browser = console.browser()
    for _ in range(2):
        for _ in range(4):
            browser.signs_in(SECRETARY, "pas le bon du tout")
        assert browser.signs_in(SECRETARY).status_code == 302


def test_hundreds_of_guesses_at_once_leave_room_for_callers(console: Console) -> None:
    """Comparing passwords is slow on purpose, and callers wait in the same process."""

    def guesses(number: int) -> int:
        email = f"nobody{number}@example.fr"
        return int(console.browser().signs_in(email, "pas le bon du tout").status_code)

    with ThreadPoolExecutor(12) as pool:
        answers = list(pool.map(guesses, range(24)))
    assert set(answers) == {401, 429}
    assert console.browser().signs_in(SECRETARY).status_code == 302


def test_strange_addresses_are_no_trouble(console: Console) -> None:
    for email in ("", "\x00", "a" * 5000, "é@é", "%", "' OR 1=1 --"):
        assert console.browser().signs_in(email, "x" * 5000).status_code == 401


def test_without_signing_in_every_page_leads_to_the_door(console: Console) -> None:
    answer = console.browser().client.get("/messages?q=clef")
    assert answer.status_code == 302
    assert answer.location == "/login?next=/messages?q%3Dclef"


def test_one_arrives_where_one_wanted_to_go(console: Console) -> None:
    answer = console.browser().signs_in(SECRETARY, next="/messages?q=clef")
    assert answer.location == "/messages?q=clef"


def test_nobody_is_led_out_of_the_house(console: Console) -> None:
    for target in (
        "https://evil.example/",
        "//evil.example/",
        "/\\evil.example",
        "\\\\evil.example",
        "/%0d%0aX: y\r\nX: y",
        "javascript:alert(1)",
        "messages",
    ):
        assert console.browser().signs_in(SECRETARY, next=target).location == "/", target


def test_eight_hours_without_a_page_end_the_session(console: Console) -> None:
    browser = console.signed_in(SECRETARY)
    console.later(hours=7.9)
    browser.opens("/calls")
    console.later(hours=7.9)
    browser.opens("/calls")
    console.later(hours=8.1)
    assert browser.client.get("/calls").location == "/login?next=/calls"


def test_a_page_that_asks_by_itself_does_not_keep_the_session_alive(console: Console) -> None:
    browser = console.signed_in(SECRETARY)
    console.later(hours=7.9)
    browser.asks("/desk/calls.json")
    console.later(hours=0.2)
    told = browser.asks("/desk/calls.json", 401)
    assert told == {"error": french("Votre session est terminée ; reconnectez-vous.")}


def test_signing_out_ends_copied_cookies_too(console: Console) -> None:
    browser = console.signed_in(SECRETARY)
    cookie = browser.client.get_cookie("telesec")
    assert cookie
    assert browser.sends("/logout").location == "/login"
    thief = console.browser()
    thief.client.set_cookie("telesec", cookie.value)
    assert thief.client.get("/").location == "/login?next=/"


def test_a_new_password_ends_open_sessions(console: Console) -> None:
    browser = console.signed_in(SECRETARY)
    with console.looking() as db:
        console.account(db).session_number += 1
    assert browser.client.get("/").status_code == 302


def test_no_form_without_its_token(console: Console) -> None:
    browser = console.signed_in(SECRETARY)
    for path in ("/logout", "/login", "/language/en", "/feeds", "/clients/cabinet-martin/message"):
        answer = browser.client.post(path, data={"body": "bonjour"})
        assert answer.status_code == 400, path
        assert "Le formulaire a expiré" in answer.text
    browser.opens("/")


def test_a_session_planted_before_signing_in_is_not_kept(console: Console) -> None:
    browser = console.browser()
    browser.client.get("/login")
    before = browser.client.get_cookie("telesec")
    browser.signs_in(SECRETARY)
    after = browser.client.get_cookie("telesec")
    assert before
    assert after
    assert before.value != after.value


def test_the_language_is_remembered_with_the_account(console: Console) -> None:
    browser = console.signed_in(SECRETARY)
    assert "Appels" in browser.opens("/calls")
    browser.sends("/language/en", back="/calls")
    assert "Calls" in browser.opens("/calls")
    browser.sends("/logout")
    again = console.signed_in(SECRETARY)
    assert "Calls" in again.opens("/calls")
    assert again.sends("/language/de").status_code == 404


def test_the_door_speaks_the_browsers_language(console: Console) -> None:
    client = console.browser().client
    assert "Sign in" in client.get("/login", headers={"Accept-Language": "en-GB"}).text
    assert "Se connecter" in client.get("/login", headers={"Accept-Language": "de"}).text


def test_pages_are_not_kept_nor_framed_nor_fed_by_others(console: Console) -> None:
    browser = console.signed_in(DOCTOR)
    for path in ("/", "/login", "/calls/999", "/nowhere"):
        headers = browser.client.get(path).headers
        assert "default-src 'self'" in headers["Content-Security-Policy"], path
        assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]
        assert headers["Cache-Control"] == "no-store"
        assert headers["Referrer-Policy"] == "same-origin"


def test_pages_obey_their_own_policy(console: Console) -> None:
    """No style attribute, no script in a page: the browser would refuse them."""
    browser = console.signed_in(OWNER)
    for path in ("/", "/calls", "/messages", "/appointments", "/clients/cabinet-martin"):
        page = browser.opens(path)
        assert " style=" not in page
        assert "onclick" not in page
        assert "<script>" not in page


def test_the_cookie(console: Console) -> None:
    answer = console.browser().signs_in(SECRETARY)
    cookie = answer.headers["Set-Cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie
    assert PASSWORD not in cookie
    assert TOKEN.search(console.browser().client.get("/login").text)
