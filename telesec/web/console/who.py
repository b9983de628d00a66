"""Who has done something: a name, and whether it was the client itself."""

from telesec.clients.account import Account, Role
from telesec.web.translations import _


def name_of(account: Account | None) -> str:
    """The person's name; of a client's account told as such, for a secretary asks there why."""
    if account is None:
        return ""
    if account.role != Role.CLIENT:
        return account.name
    return _("%(name)s, chez le client") % {"name": account.name}
