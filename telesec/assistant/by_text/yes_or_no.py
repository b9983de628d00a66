"""OUI or NON, as people text it in answer to a reminder or an offer. Pure.

Every word must be known: "oui mais je serai en retard" is for a person to read.
"""

from telesec.assistant.understanding.text import plain, word_set

YES = word_set("oui ouais yes yep ok okay daccord accord d confirme confirmer confirm confirmed")
NO = word_set("non no nope annuler annule annulez annulation cancel cancelled")
COURTESY = word_set(
    "bonjour bonsoir hello hi merci thanks thank you bien sur tres beaucoup s il vous te plait svp"
    " stp please je j le la l i ll will be there come the it viens venir viendrai serai presente"
    " present la a bientot rdv rendez vous madame monsieur docteur mon ma my appointment"
)
# Of no meaning by themselves: with NO they would say two things at once.
ONLY_WITH_YES = word_set("viens venir viendrai serai presente present there come will be la")


def yes_or_no(text: str) -> bool | None:
    """True for yes, False for no; None for both, neither, or anything more."""
    words = set(plain(text).split())
    yes, no = bool(words & YES - {"d"}), bool(words & NO)
    if yes == no or words - YES - NO - COURTESY:
        return None
    if no and words & ONLY_WITH_YES:
        return None
    return yes
