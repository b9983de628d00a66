"""telesec: a telephone secretariat, from ring to invoice. This page is the map; it has no code.

A noun's package holds its table and its verbs. In reading order:

values          numbers, money, hours, languages; what is heard and said; parsed once, then trusted
writers         whose turn it is to write to the SQLite file
database        the engine, the base of all tables, transaction()
prepared        what runs at every sentence: statements made once, rows without the unit of work
clients         the businesses we answer for, their lines and contacts; staff and client accounts
notifications   what we tell people: queued with the fact, delivered by the worker
scripts         call scripts: load and check; pure, no database
calls           a call and its timeline, from the first ring to its seconds
messages        what callers left, for exactly one client
agenda          practitioners, free time, holds, appointments, feeds; clients' own calendars
dispatch        who must know, and who is rung
assistant       the automatic voice: understanding callers, speaking to them
billing         price rules, statements, invoices
reconciliation  what the carrier knows beside what we know; every difference repaired
handover        an agenda taken in from another house; everything given to who leaves
onboarding      one file brings in a client with all that belongs to it
gateways        the carrier (everything Twilio), the mail server, servers that others named
web             voice webhooks, console, feeds, callers' links, login, health
worker          the table of (when, verb)
migrations      numbered steps from an empty database to this release
doctor          is everything set up that a call needs? What is not, and how to mend it
processes       web, worker, and the one that keeps both running
demonstration   make demo: a working day of calls, from the first ring to the invoices
cli             the telesec command
simulator       a telephone network to exercise all this against; imports nothing of it
"""
