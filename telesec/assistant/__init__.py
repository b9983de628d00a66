"""The assistant: advance(db, call, heard, now) says what the caller hears next.

Here stands how a call runs: who gets it (answer_plan, picking_up, passing_on, waiting), what every
step can do (conversation, talk, advancing), menus, questions, messages, alarms and asides. Rooms:

understanding   what callers say, read
speaking        what they hear, put into words and voices
booking         a new appointment
changing        an appointment the caller has
waiting_list    who would wait for an earlier time
by_text         what is sent to a line in writing
"""
