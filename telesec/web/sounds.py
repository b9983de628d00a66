"""The sounds that waiting callers hear: the same for everyone, so anyone may have them."""

from flask import Blueprint, Response, abort

from telesec.assistant.speaking import sound_wav
from telesec.values.conversation import Sound

sounds = Blueprint("sounds", __name__)


@sounds.get("/voice/sounds/<name>.wav")
def sound(name: str) -> Response:
    """One of them; the carrier may keep it for a day."""
    if name not in set(Sound):
        abort(404)
    answer = Response(sound_wav(Sound(name)), content_type="audio/wav")
    answer.headers["Cache-Control"] = "public, max-age=86400"
    return answer
