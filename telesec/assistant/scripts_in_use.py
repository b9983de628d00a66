"""The scripts of calls under way, each read once in this process."""

from collections import OrderedDict
from threading import Lock

from sqlalchemy.orm import Session

from telesec.calls.call import Call
from telesec.calls.script_versions import Version, text_of
from telesec.scripts.library import stored_script
from telesec.scripts.script import Script

MOST_KEPT = 256

# By the hash of its text, so that an entry can never be another's.
_read: OrderedDict[str, Script] = OrderedDict()
_lock = Lock()


def script_of(db: Session, call: Call) -> Script:
    """The version of the script that the call began with."""
    sha256 = call.script_sha256
    with _lock:
        if sha256 in _read:
            _read.move_to_end(sha256)
            return _read[sha256]
    script = stored_script(text_of(db, Version(call.script, sha256)), call.script)
    with _lock:
        _read[sha256] = script
        while len(_read) > MOST_KEPT:
            _read.popitem(last=False)
    return script
