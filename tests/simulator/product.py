"""A very small product: answers of our choice, over real HTTP, that notes what it was asked."""

from collections.abc import Callable
from dataclasses import dataclass
from threading import Lock
from typing import Any

from twilio.request_validator import RequestValidator
from werkzeug.serving import WSGIRequestHandler, make_server
from werkzeug.wrappers import Request, Response

from telesec.simulator.serving import Serving

ACCOUNT_SID = "AC" + "0" * 31 + "1"
AUTH_TOKEN = "secret"
LINE = "+33180000001"

Answer = str | Response | Callable[[dict[str, str]], str | Response]


@dataclass(frozen=True)
class Asked:
    method: str
    path: str
    fields: dict[str, str]
    headers: dict[str, str]
    signature_is_true: bool


class _Quiet(WSGIRequestHandler):
    def log(self, type: str, message: str, *args: Any) -> None:
        """Tests print nothing."""


class Product:
    """``product.answers[path]`` is TwiML without its root, a Response, or a function of fields."""

    def __init__(self) -> None:
        self.answers: dict[str, Answer] = {}
        self.asked: list[Asked] = []
        self._lock = Lock()
        server = make_server(
            "127.0.0.1", 0, self._application, threaded=True, request_handler=_Quiet
        )
        self.url = f"http://127.0.0.1:{server.server_port}"
        self._serving = Serving(server)

    def close(self) -> None:
        self._serving.end()

    def paths(self) -> list[str]:
        return [asked.path for asked in self.asked]

    def asked_at(self, path: str) -> Asked:
        """The last request to that path."""
        return [asked for asked in self.asked if asked.path == path][-1]

    def _application(self, environ: dict[str, Any], start_response: Any) -> Any:
        request = Request(environ)
        fields = request.form.to_dict() if request.method == "POST" else request.args.to_dict()
        url = self.url + environ["RAW_URI"]
        signed = RequestValidator(AUTH_TOKEN).validate(
            url, request.form, request.headers.get("X-Twilio-Signature", "")
        )
        with self._lock:
            self.asked.append(
                Asked(request.method, request.path, fields, dict(request.headers), signed)
            )
        answer = self.answers.get(request.path, Response(status=404))
        if callable(answer) and not isinstance(answer, Response):
            answer = answer(fields)
        if isinstance(answer, str):
            answer = twiml(answer)
        return answer(environ, start_response)


def twiml(verbs: str) -> Response:
    text = f'<?xml version="1.0" encoding="UTF-8"?><Response>{verbs}</Response>'
    return Response(text, content_type="text/xml; charset=utf-8")


def nothing() -> Response:
    return Response(status=204)


def say(text: str) -> str:
    return f'<Say voice="Polly.Lea-Neural" language="fr-FR">{text}</Say>'
