"""A real browser at the console."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Browser as Chromium
from playwright.sync_api import Page

from tests.telephone import Telephone
from tests.web.visiting import PASSWORD

# What fits on the narrowest screen seldom fails on a wider one.
NARROWEST_FIRST = (
    320,
    *(pytest.param(width, marks=pytest.mark.full_only) for width in (390, 1280)),
)


@contextmanager
def looking_on(chromium: Chromium, telephone: Telephone, email: str, width: int) -> Iterator[Page]:
    """Somebody signed in, in a browser. No script may fail, nothing may be refused by policy."""
    context = chromium.new_context(
        viewport={"width": width, "height": 844},
        locale="fr-FR",
        base_url=telephone.settings.public_url,
    )
    page = context.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("console", lambda m: errors.append(m.text) if m.type in {"error", "warning"} else None)
    page.goto("/")
    page.get_by_label("Adresse e-mail").fill(email)
    page.get_by_label("Mot de passe").fill(PASSWORD)
    page.keyboard.press("Enter")
    yield page
    context.close()
    assert errors == []
