"""A working day of calls, told as a secretary would tell it: who calls, says and presses what.

The day may be any of the week: who wants a time names a day of the next one, so that no visit is
of tomorrow, which is told otherwise.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import time

from telesec.simulator.faults import Fault
from telesec.simulator.network import Network

PRACTICE, LAW_FIRM, PLUMBER, NOBODY = (
    "cabinet-martin",
    "maitre-durand",
    "plomberie-moreau",
    "nobody",
)

SECRETARY = "+33600000190"


@dataclass(frozen=True, slots=True)
class Scene:
    """One call of the day: when, what it shows, and the call itself."""

    at: time  # wall time in Paris
    title: str
    play: Callable[[Network, dict[str, str]], None]


def scenes() -> Iterator[Scene]:
    """The calls of the day, in order."""
    yield Scene(time(8, 42), "Un rendez-vous, pris de vive voix", _appointment)
    yield Scene(time(9, 5), "La secrétaire décroche la première", _secretary_answers)
    yield Scene(time(9, 31), "Une fuite : le plombier d’astreinte est appelé", _leak)
    yield Scene(time(10, 12), "Un numéro masqué laisse un message", _withheld)
    yield Scene(time(10, 48), "Deux patients veulent la même heure", _same_hour)
    yield Scene(time(11, 26), "On raccroche au milieu : rien n’est perdu", _hangs_up)
    yield Scene(time(12, 40), "In English, at lunchtime", _in_english)
    yield Scene(time(14, 17), "Douleur à la poitrine : le 15, puis le médecin", _chest_pain)
    yield Scene(time(15, 3), "Au clavier, pour qui n’est pas compris", _by_keys)
    yield Scene(time(16, 21), "Notre serveur tombe : l’appelant est gardé", _server_fails)
    yield Scene(time(17, 48), "Un dépannage prend place dans la tournée", _plumber_visit)
    yield Scene(time(20, 52), "Garde à vue, le soir", _custody)
    yield Scene(time(21, 15), "Un numéro qui n’est à personne", _nobody)


def _appointment(network: Network, lines: dict[str, str]) -> None:
    caller = network.caller("+33600000101", name="Mme Lefort")
    call = caller.dials(lines[PRACTICE], forwarded_from="+33142000001")
    call.hears("Cabinet des docteurs Martin et Lefèvre")
    call.says(
        "bonjour je voudrais prendre rendez-vous avec le docteur Lefèvre pour une consultation"
    )
    call.says("mardi matin de la semaine prochaine si possible")
    call.says("le deuxième")
    call.says("Hélène Lefort")
    call.says("le 14 juin 1978")
    call.hears("C’est bien cela ?").says("oui c'est parfait")
    call.hears("confirmé").says("non merci au revoir")


def _secretary_answers(network: Network, lines: dict[str, str]) -> None:
    network.person(SECRETARY).answers(after=6, presses="1", talks=134)
    caller = network.caller("+33600000102", name="M. Garnier")
    caller.dials(lines[LAW_FIRM], forwarded_from="+33472000002")
    network.person(SECRETARY).does_not_answer()


def _leak(network: Network, lines: dict[str, str]) -> None:
    caller = network.caller("+33600000103", name="Mme Petit")
    call = caller.dials(lines[PLUMBER])
    call.hears("Plomberie Moreau")
    call.says("j'ai une fuite d'eau dans la cuisine ça coule partout")


def _withheld(network: Network, lines: dict[str, str]) -> None:
    call = network.caller("anonymous", name="Numéro masqué").dials(lines[PRACTICE])
    call.says("je voudrais laisser un message")
    call.says("c'est pour le certificat de sport de mon fils il en a besoin avant samedi")
    call.says("Sandrine Morel")
    call.says("zéro six douze trente-quatre cinquante-six soixante-dix-huit")
    call.hears("06, 12, 34, 56, 78").says("oui")
    call.says("non c'est tout merci")


_WEDNESDAY = (
    "un rendez-vous pour une consultation avec le docteur Martin"
    " mercredi matin de la semaine prochaine"
)


def _same_hour(network: Network, lines: dict[str, str]) -> None:
    first = network.caller("+33600000105", name="M. Roussel").dials(lines[PRACTICE])
    first.says(_WEDNESDAY)
    second = network.caller("+33600000106", name="Mme Nguyen").dials(lines[PRACTICE])
    second.says(_WEDNESDAY)
    first.says("le premier").says("Thomas Roussel").says("2 février 1985").says("oui")
    second.says("le premier").says("Linh Nguyen").says("30 mai 1991").says("oui c'est ça")
    first.says("non merci")
    second.says("non merci")


def _hangs_up(network: Network, lines: dict[str, str]) -> None:
    call = network.caller("+33600000107", name="M. Faure").dials(lines[PRACTICE])
    call.says("laisser un message")
    call.says("j'ai reçu les résultats de ma prise de sang et je ne comprends pas le cholestérol")
    call.hangs_up()


def _in_english(network: Network, lines: dict[str, str]) -> None:
    call = network.caller("+447400123456", name="Ms Clarke").dials(lines[LAW_FIRM])
    call.presses("9")
    call.says("I would like to leave a message please")
    call.says("it is about the sale of my flat in Lyon the notary needs the power of attorney")
    call.says("my name is Emily Clarke")
    call.says("yes please")
    call.says("no thank you goodbye")


def _chest_pain(network: Network, lines: dict[str, str]) -> None:
    caller = network.caller("+33600000108", name="M. Blanc")
    call = caller.dials(lines[PRACTICE])
    call.says("c'est peut-être rien mais j'ai une douleur à la poitrine depuis ce matin")
    call.says("j'appelle le 15 tout de suite prévenez le docteur s'il vous plaît")
    call.says("Jacques Blanc").says("oui")


def _by_keys(network: Network, lines: dict[str, str]) -> None:
    call = network.caller("+33600000109", name="M. Kovač").dials(lines[PRACTICE])
    call.says("brrr khm")
    call.says("hmm tsk")
    call.presses("2")
    call.says("je viens lundi pour le plâtre mais je serai en retard d'un quart d'heure")
    call.says("Kovač")
    call.presses("1")
    call.says("non merci")


def _server_fails(network: Network, lines: dict[str, str]) -> None:
    network.faults.add(path_contains="/voice/turn", nth=1, what=Fault.STALL)
    call = network.caller("+33600000110", name="Mme Girard").dials(lines[PRACTICE])
    call.says("bonjour je voudrais déplacer un rendez-vous de la semaine prochaine")
    call.speaks_message(
        "Mme Girard, 06 00 00 01 10, je ne pourrai pas venir jeudi, merci de me rappeler",
        seconds=14,
        then="hangs_up",
    )


def _plumber_visit(network: Network, lines: dict[str, str]) -> None:
    call = network.caller("+33600000111", name="M. Leroy").dials(lines[PLUMBER])
    call.says("je voudrais un rendez-vous pour changer un chauffe-eau")
    call.says("14 rue des Lilas deuxième étage code A 24 B")
    call.says("jeudi de la semaine prochaine l'après-midi")
    call.says("le premier")
    call.says("Bernard Leroy")
    call.says("oui")
    call.says("non merci au revoir")


def _custody(network: Network, lines: dict[str, str]) -> None:
    caller = network.caller("+33600000112", name="Mme Arnaud")
    caller.dials(lines[LAW_FIRM]).says("mon fils est en garde à vue au commissariat du huitième")


def _nobody(network: Network, lines: dict[str, str]) -> None:
    network.caller("+33600000113", name="M. Perdu").dials(lines[NOBODY])
