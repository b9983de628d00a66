"""The owner sees what was compared with the carrier and repaired; nobody else does."""

from datetime import timedelta

from telesec.reconciliation.repair import Reconciliation, RepairKind, note_repair
from telesec.web.translations import REPAIRS, french
from tests.makers import NOW, make_call
from tests.web.visiting import DOCTOR, OWNER, PLUMBER, SECRETARY, Console

PAGE = "/reconciliations"


def a_night(console: Console) -> tuple[int, str]:
    """A run with two repairs: of the practice's call, and of nobody's; the call's id and sid."""
    with console.looking() as db:
        practice = console.client(db)
        call = make_call(db, practice, practice.lines[0])
        run = Reconciliation(
            nightly_on="2026-11-26", since=NOW - timedelta(days=3), until=NOW, begun_at=NOW, seen=57
        )
        db.add(run)
        db.flush()
        note_repair(
            db,
            run.id,
            RepairKind.CALL_SECONDS,
            call.call_sid,
            NOW,
            client_id=practice.id,
            before="completed, 3 s",
            after="completed, 41 s",
            needs_person=True,
        )
        number = "<b>+33199000099</b>"
        note_repair(db, run.id, RepairKind.STRANGE_NUMBER, "CA" + "9" * 32, NOW, after=number)
        return call.id, call.call_sid


def test_the_owner_sees_runs_and_repairs(console: Console) -> None:
    owner = console.signed_in(OWNER)
    assert "Aucun écart" in owner.opens(PAGE)
    call_id, sid = a_night(console)
    page = owner.opens(PAGE)
    assert "completed, 3 s" in page
    assert "completed, 41 s" in page
    assert f'href="/calls/{call_id}">{sid}</a>' in page
    assert page.index("durée corrigée") < page.index("numéro non attribué"), "a person's first"
    assert page.count("à vérifier") == 1
    assert "en cours ou interrompu" in page
    assert "57" in page
    assert "&lt;b&gt;+33199000099" in page
    assert PAGE in owner.opens("/")


def test_nobody_else_finds_the_page(console: Console) -> None:
    a_night(console)
    for email in (SECRETARY, DOCTOR, PLUMBER):
        browser = console.signed_in(email)
        assert "41 s" not in browser.opens(PAGE, 404)
        assert PAGE not in browser.opens("/")


def test_every_kind_of_repair_has_a_name() -> None:
    assert set(REPAIRS) == set(RepairKind)
    assert all(french(name) for name in REPAIRS.values())
