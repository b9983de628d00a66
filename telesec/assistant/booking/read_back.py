"""Booking: what is noted is read back, mended where need be, and booked."""

from abc import abstractmethod

from telesec.agenda.booking import HoldLost, confirm
from telesec.assistant.booking.asked_beside import asked_beside
from telesec.assistant.booking.offering import moment_aloud, whom_aloud
from telesec.assistant.booking.plan import (
    ASKED_WITH_READ_BACK,
    CONFIRM,
    CONFIRM_AND_BIRTH,
    CONFIRM_AND_REASON,
    CORRECT,
    NUMBER,
    REASON,
    BookingPlan,
)
from telesec.assistant.booking.unsure import BORN, NAME
from telesec.assistant.booking.unsure_words import will_not_say
from telesec.assistant.booking.words import (
    BUT,
    CORRECTIONS,
    agrees_only,
    asks_of_us,
    reason_beside_yes,
    told_beside_yes,
)
from telesec.assistant.corrections import takes_back
from telesec.assistant.identity import (
    PAUSE_SECONDS,
    aloud,
    answer_of,
    declines,
    hear_birth_date,
    hear_corrected_name,
    hear_other_number,
)
from telesec.assistant.speaking import phrase, spoken_day
from telesec.assistant.understanding import Answer, mentions, understand_choice
from telesec.assistant.understanding.times.time_alone import tells_only_a_time
from telesec.calls.call import Disposition
from telesec.dispatch.telling_changes import tell_booked
from telesec.values.conversation import Prompt
from telesec.values.language import text_in
from telesec.values.telephone import E164

FEW_WORDS = 6  # more are a reason, not a word about what was read back
CORRECTED = (NAME, NUMBER, BORN)  # as booking_words.CORRECTIONS has them, after the moment
WITH = {REASON: CONFIRM_AND_REASON, BORN: CONFIRM_AND_BIRTH}


class BookingReadBack(BookingPlan):
    """Nothing is booked that the caller has not heard and agreed to."""

    @abstractmethod
    def hear_reason(self) -> Prompt | None:
        """Take in what it is about; None when nothing was said."""

    def ask_rest(self) -> Prompt:
        """Once the time is chosen: what is not known yet, then the read-back, then it is booked.

        What the read-back shall ask for is left to it.
        """
        missing, last = self.still_to_ask(), self.joined().with_read_back
        ahead = [field for field in missing if field != last]
        if ahead:
            return self.open(ahead[0])
        if self.c.state.agreed_to == self._noted():
            return self.open(missing[0]) if missing else self._book()
        return self.open(WITH[last] if last else CONFIRM)

    def read_back(self) -> Prompt:
        """What is noted; "is that right?", or what is still to be asked where that was joined.

        Who has not followed is asked one thing at a time.
        """
        c, state = self.c, self.c.state
        appointment = self.chosen_hold()
        if appointment is None:
            return self.taken_meanwhile()
        if self.simply or state.misses:
            state.field = CONFIRM
        said = "appointment_confirm" if state.caller_name else "appointment_confirm_nameless"
        said = self.worded(said) if state.field == CONFIRM else f"appointment_{state.field}"
        c.phrase(
            said,
            type=text_in(self.kind().names, c.language),
            practitioner=whom_aloud(c, appointment),
            moment=moment_aloud(c, appointment),
            name=self.who_comes(),
            number=aloud(c, state.callback_number or c.call.caller_number or ""),
        )
        if state.field == CONFIRM_AND_BIRTH:
            return c.listen(max_digits=None, seconds=8, pause_seconds=PAUSE_SECONDS)
        return c.listen(seconds=6) if state.field == CONFIRM_AND_REASON else c.listen()

    def hear_confirmation(self) -> Prompt | None:
        """Yes, no, or what is to be changed: "oui, mais plutôt à neuf heures"."""
        c, answer = self.c, answer_of(self.c)
        if self.amended() or self.other_type():
            return self.next()
        if c.words and (declines(c) or mentions(c.words, BUT[c.language])):
            return self.hear_correction() or self._corrects_or_asks()
        reason = reason_beside_yes(c.words, c.language)
        if reason:
            self.keep_reason(reason)
        elif answer == Answer.YES and (beside := self._beside_yes()):
            self._keep_beside(beside)
        if answer == Answer.YES or reason:
            return self._agreed()
        return self.open(CORRECT) if answer == Answer.NO else None

    def _beside_yes(self) -> str:
        """What the client shall read with the appointment: the yes leads to it alone."""
        c, last = self.c, self.c.call.last_prompt
        said = " ".join(sentence.text for sentence in last.says) if last else ""
        return told_beside_yes(c.words, c.language, said)

    def _keep_beside(self, beside: str) -> None:
        """For the client to read; who asks something hears that it is kept."""
        if asks_of_us(beside, self.c.language):
            self.c.phrase("question_noted")
        self.note_for_client(beside)

    def hear_with_read_back(self) -> Prompt | None:
        """The answer to what the read-back asked agrees to it, unless it mends something."""
        c, asked = self.c, ASKED_WITH_READ_BACK[self.c.state.field]
        answer = answer_of(c) if len(c.keys) < 2 else Answer.UNCLEAR  # a date, in figures
        if c.words and self._is_mended(asked):
            return self.next()
        if answer == Answer.NO and len(c.words.split()) <= FEW_WORDS:
            return self.hear_correction() or self._corrects_or_asks()
        if c.words and mentions(c.words, BUT[c.language]) and (asked_for := asked_beside(c)):
            c.rest = asked_for
            return None
        if answer == Answer.YES and (c.keys or agrees_only(c.words, c.language)):
            return self._agreed()
        if asked == BORN:
            return self._agreed() if self._hear_birth() else None
        if not c.words:
            return None
        c.state.agreed_to = self._noted()
        return self.hear_reason()

    def _corrects_or_asks(self) -> Prompt | None:
        """What is to be corrected; None for a question, "oui mais combien ça coûte": whatever
        answers it, the read-back comes again.
        """
        found = asked_beside(self.c)
        self.c.rest = found or self.c.rest
        return None if found else self.open(CORRECT)

    def hear_correction(self) -> Prompt | None:
        """What is wrong, to be asked again; a new value is taken at once."""
        c = self.c
        if self.amended():
            return self.next()
        found = understand_choice(c.words, c.language, list(CORRECTIONS[c.language]))
        if c.keys and c.keys[0] in "1234":
            found = int(c.keys[0]) - 1
        if found is not None:
            return self.ask_other_time() if found == 0 else self.open(CORRECTED[found - 1])
        if c.state.field == CORRECT and answer_of(c) == Answer.YES:
            return self.open(CONFIRM)
        return self.next() if self.hear_name_instead(asked=c.state.field == CORRECT) else None

    def _is_mended(self, asked: str) -> bool:
        """ "Non, plutôt jeudi", "c'est Garnier avec un r"; a story has times in it, too."""
        c = self.c
        if asked == BORN:
            mended = self.is_taken_back(date_asked=True) and self.amended()
            mended = mended or hear_other_number(c, c.words) or hear_corrected_name(c)
            if mended:
                hear_birth_date(c)  # in the same breath
            return mended
        alone = tells_only_a_time(c.words, c.language, c.now_local)
        if not (alone or takes_back(c.words, c.language)):
            return False
        return self.amended() or self.other_type()

    def _hear_birth(self) -> bool:
        """The date of birth, said again; or that it is not told."""
        c = self.c
        if hear_birth_date(c) and c.state.birth_date:
            c.phrase("birth_date_noted", born=spoken_day(c.state.birth_date, c.language))
            return True
        if not will_not_say(c.words, c.language):
            return False
        self.leave_birth_date()
        return True

    def _agreed(self) -> Prompt:
        self.c.state.agreed_to = self._noted()
        return self.next()

    def _noted(self) -> str:
        """What the read-back tells, so that whatever changes is read back again."""
        state = self.c.state
        told = (state.chosen_id, state.type_id, state.caller_name, state.callback_number)
        return " ".join(map(str, told))

    def who_comes(self) -> str:
        """The name as it is read back, with the date of birth and the number that were told."""
        c, number = self.c, self.c.state.callback_number
        name, born = c.state.caller_name or "", c.state.birth_date
        if name and born:
            day = spoken_day(born, c.language)
            name = phrase("name_and_birth", c.language, name=name, born=day)
        if name and number and number != c.call.caller_number:
            name = phrase("name_and_number", c.language, name=name, number=aloud(c, number))
        return name

    def _missed(self) -> list[str]:
        """What was said in between and not understood: a person may make something of it."""
        language = self.c.client.language
        note = phrase("missed_note", language)
        return [
            phrase("answer_line", language, note=note, answer=one) for one in self.c.state.missed
        ]

    def _book(self) -> Prompt:
        c, state = self.c, self.c.state
        number = state.callback_number or c.call.caller_number
        try:
            appointment = confirm(
                c.db,
                appointment_id=state.chosen_id or 0,
                client_id=c.client.id,
                call_id=c.call.id,
                caller_name=state.caller_name or "",
                telephone=E164(number) if number else None,
                now=c.now,
                birth_date=state.birth_date,
                notes="\n".join([*state.answers, *filter(None, [state.reason]), *self._missed()]),
            )
        except HoldLost:
            return self.taken_meanwhile()
        state.answers, state.reason, state.agreed_to, state.missed = [], None, "", []
        state.booked_id, state.booked_step = appointment.id, state.step
        tell_booked(c.db, appointment, c.now)
        state.outcome, state.made_id = Disposition.APPOINTMENT, appointment.id
        state.made_for = {**state.made_for, appointment.id: state.whose}
        c.phrase(
            "appointment_done",
            moment=moment_aloud(c, appointment),
            practitioner=whom_aloud(c, appointment),
        )
        if bring := self.kind().to_bring(c.language):
            c.phrase("appointment_bring", documents=bring)
        return self.after_booking(appointment)
