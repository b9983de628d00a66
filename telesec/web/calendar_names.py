"""What the pages call the ways, warnings, troubles and conflicts of clients' calendars."""

from collections.abc import Callable

from flask import Flask

from telesec.web.translations import _


def _N(text: str) -> str:
    return text


WAYS = {
    "feed": _N("adresse à souscrire"),
    "invitations": _N("invitations par e-mail"),
    "caldav": _N("écriture dans son calendrier"),
}
WARNINGS = {
    "conflict": _N("changé par le client"),
    "trouble": _N("n’est plus à jour"),
    "not_connected": _N("calendrier à relier"),
    "undelivered": _N("invitations non remises"),
    "refused": _N("rendez-vous refusés par le serveur"),
    "late_writing": _N("en retard"),
    "late_feed": _N("pas lu depuis un jour"),
}
TROUBLES = {
    "unreachable": _N("Le serveur ne répond pas : son nom est-il juste ?"),
    "not_trusted": _N("Le certificat TLS du serveur n’est pas reconnu."),
    "bad_address": _N("Ce n’est pas une adresse de serveur, comme https://cloud.example.fr."),
    "not_private": _N("Le mot de passe passerait en clair : l’adresse doit commencer par https."),
    "inner_address": _N(
        "Ce serveur est dans notre propre réseau ; s’il doit l’être : TELESEC_INNER_HOSTS."
    ),
    "not_caldav": _N("Ce serveur répond, mais pas comme un serveur de calendriers (CalDAV)."),
    "password": _N(
        "Utilisateur ou mot de passe refusé : il faut en général un mot de passe d’application."
    ),
    "forbidden": _N("Ce calendrier se lit, mais on ne peut pas y écrire."),
    "no_calendar": _N("Ce calendrier n’existe plus."),
    "full": _N("Le compte du client est plein."),
    "busy": _N("Le serveur demande de patienter."),
    "server": _N("Le serveur répond par une erreur."),
    "refused": _N("Le serveur refuse ce rendez-vous."),
    "key": _N("Le mot de passe ne peut plus être lu (TELESEC_SECRET_KEY a changé) ; reliez-le."),
}
CONFLICTS = {
    "moved": _N("déplacé"),
    "deleted": _N("supprimé"),
    "cancelled": _N("annulé"),
    "edited": _N("modifié"),
}


def add_calendar_names(app: Flask) -> None:
    """Give the templates their names."""
    app.jinja_env.filters.update(
        calendar_trouble=_named(TROUBLES),
        calendar_way=_named(WAYS),
        conflict_kind=_named(CONFLICTS),
        copy_warning=_named(WARNINGS),
    )


def _named(names: dict[str, str]) -> Callable[[str], str]:
    return lambda value: _(names[value])
