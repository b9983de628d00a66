"""A telephone network to exercise telesec against; it imports nothing of the product.

In reading order: clock, addresses, webhooks (signing, sending), faults, events, twiml and
schema (what a document may say), people (phones that get rung), leg (one telephone connection
and the document it follows), dialing, call (a whole call), caller (the words of tests),
messages, recordings, network (where all is joined), serving (a server in a thread), rest and
server (the carrier's REST API), phone_page (a telephone in the browser), mailbox (a local SMTP
server).
"""
