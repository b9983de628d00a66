"""The JSON Schema of call scripts, by which editors complete and mark what is written.

Made from the model, so that it cannot know less; what a file may say more shortly (one text for
all, one word for a list of one, the preset's steps) is added here. An editor's schema sees the
shape alone: ``telesec scripts check`` proves that a script is sound.
"""

import json
from collections.abc import Mapping
from typing import Any

from telesec.scripts.script import Script
from telesec.values.language import Language

DIALECT = "https://json-schema.org/draft/2020-12/schema"

Schema = dict[str, Any]

_NAME = {
    "type": "string",
    "pattern": "^[a-z][a-z0-9_-]{0,39}$",
    "description": "A name of your own: a-z, 0-9, - and _, a letter first, no accents.",
}
_SAID: Schema = {"type": "string", "minLength": 1}
_PHRASES: Schema = {"type": "array", "items": {"type": "string", "maxLength": 100}}

# What the fields are for, as an editor shows it; by the name of the model and of the field.
_TOLD: Mapping[str, Mapping[str, str]] = {
    "Script": {
        "preset": "The trade's ready script to build on: yours wins, steps and facts by name.",
        "trade": "Which words of danger are heard, and what summaries may say.",
        "languages": "The languages spoken on the line; the first is spoken first.",
        "answer_first": "Who answers: assistant, secretary, queue, voicemail or a number.",
        "statuses": "What the client may switch on for a while: in surgery, on leave.",
        "vip": "To whom callers on the VIP list are put through.",
        "greeting": "What is said first, the client's name before all.",
        "announce": "That it is an automatic assistant (EU AI Act, article 50).",
        "hints": "Names and words of this client, so that they are recognised.",
        "urgent": "What counts as urgent whenever it is said, and what then happens.",
        "facts": "What callers may ask at any time: where to park, what to bring, a fee.",
        "language_model": "Whether a language model may propose what was meant. Off: it may not.",
        "start": "The step that comes after the greeting.",
        "steps": "The steps by name. Each has one of: menu, ask, cases, say, appointment, change,"
        " message, transfer, end.",
    },
    "Choice": {
        "key": "The key to press, 1 to 8; 0 is for a person, 9 for the language.",
        "words": "What callers say for it.",
        "intent": "What it is about, so that it is understood in other words too.",
        "go": "The step that follows.",
        "label": "What it is for; the key is read out after it.",
    },
    "QuestionStep": {
        "ask": "The question.",
        "answer": "yes_no, text, number or date.",
        "note": "What the answer is written down as.",
        "told": "Words that answer it when said before: of each list one; a number before them.",
        "told_by_name": "Whether a name right after a word of the first list tells all of it.",
        "told_yes": "Words that mean yes when said before: it is not asked then.",
        "told_no": "Words that mean no when said before.",
    },
    "Fact": {
        "words": "What callers say to ask for it.",
        "say": "The answer; the call then goes on where it was.",
    },
    "AppointmentTerms": {
        "types": "The types of appointment that may be booked; none: all.",
        "practitioners": "With whom; none: all.",
        "offers": "How many free slots are offered at a time.",
        "ask_reason": "Whether the reason is asked.",
        "ask_reason_as": "The question for the reason, in the trade's own words.",
        "ask_birth_date": "Whether the date of birth is asked: it lets callers change it later.",
    },
    "ChangeTerms": {
        "proof": "What shows that an appointment is the caller's own: number or birth_date.",
        "notice_hours": "Appointments nearer than this are changed by people only;"
        " left out: the client's own rule, which holds for callers' links as well.",
    },
    "MessageTerms": {
        "ask": "What to say about the matter.",
        "urgency": "routine, or urgent: then it is sent at once and rung about.",
        "subject": "What the message is about, for the client's list.",
    },
    "TransferTerms": {
        "to": "secretary, on_call, or one of the client's contacts.",
        "say": "What the caller hears before.",
        "seconds": "How long it rings.",
        "announce": "Whether who picks up hears who calls, and presses a key to take it.",
        "rounds": "How often all of them are rung in turn.",
    },
}
_NAMES = {
    "Script": ("vip", "start"),
    "Urgent": ("then",),
    "Fact": ("intent",),
    "TransferTerms": ("to",),
}


_ONE_OR_SEVERAL = {"Choice": ("intent",), "Condition": ("status", "caller", "language")}


def script_schema() -> Schema:
    """The JSON Schema (draft 2020-12) of a file in call_scripts/, preset or not."""
    made = Script.model_json_schema(mode="validation")
    models: dict[str, Schema] = {"Script": made, **made["$defs"]}
    for name, model in models.items():
        if "properties" in model:
            _told(model, _TOLD.get(name, {}))
            _loosened(model, _NAMES.get(name, ()), _ONE_OR_SEVERAL.get(name, ()))
    _shortened(models)
    return {"$schema": DIALECT, "title": "Call script of telesec", **_top(made)}


def schema_text() -> str:
    """``script_schema`` as a file, always the same bytes from the same model."""
    return json.dumps(script_schema(), indent=2, ensure_ascii=False) + "\n"


def _told(model: Schema, fields: Mapping[str, str]) -> None:
    for name, words in fields.items():
        if name in model["properties"]:
            model["properties"][name]["description"] = words


def _loosened(model: Schema, names: tuple[str, ...], several: tuple[str, ...]) -> None:
    """The fields as authors write them: texts without language, one word for a list of one."""
    properties = model["properties"]
    for field, schema in properties.items():
        description = schema.pop("description", None)
        schema.pop("title", None)
        properties[field] = _as_written(schema)
        if field in several:
            properties[field] = {"anyOf": [schema["items"], schema]}
        if field in {"go", "otherwise", "yes", "no"} or field in names:
            properties[field] = {**_NAME, **{k: v for k, v in schema.items() if k == "default"}}
        if description:
            properties[field]["description"] = description


def _as_written(schema: Schema) -> Schema:
    """One text, or one list of words, for all languages; and null where that may be."""
    if "anyOf" in schema:
        return {**schema, "anyOf": [_as_written(one) for one in schema["anyOf"]]}
    if _is_by_language(schema):
        entry = schema["additionalProperties"]
        plain = _SAID if entry.get("type") == "string" else _PHRASES
        by_language = {
            "type": "object",
            "properties": {code.value: plain for code in Language},
            "additionalProperties": False,
        }
        rest = {key: value for key, value in schema.items() if key == "default"}
        return {"anyOf": [plain, by_language], **rest}
    return schema


def _is_by_language(schema: Schema) -> bool:
    names = schema.get("propertyNames", {})
    return isinstance(names, dict) and names.get("$ref", "").endswith("/Language")


def _shortened(models: Mapping[str, Schema]) -> None:
    """What may be written in one word where the model has a mapping."""
    by_language = models["DatedGreeting"]["properties"]["say"]
    models["Greeting"].update(_either(by_language["anyOf"], models["Greeting"]))
    models["AnswerFirst"].update(_either([{"type": "string"}], models["AnswerFirst"]))
    models["Choice"]["properties"]["key"] = {
        "description": _TOLD["Choice"]["key"],
        "enum": [*map(str, range(1, 9)), *range(1, 9)],
    }
    until = {"type": ["string", "null"], "pattern": r"^\d{1,2}:\d{2}$", "examples": ["18:00"]}
    models["StatusRule"]["properties"]["until"] = until
    for step, terms in (("AppointmentStep", "appointment"), ("ChangeStep", "change")):
        properties = models[step]["properties"]
        properties[terms] = {"anyOf": [properties[terms], {"type": "null"}]}


def _either(shorter: list[Schema], whole: Schema) -> Schema:
    """The schema of ``whole`` as one of several."""
    shape = {"type", "properties", "required", "additionalProperties"}
    moved = {key: whole.pop(key) for key in sorted(shape & whole.keys())}
    return {"anyOf": [*shorter, moved]}


def _top(made: Schema) -> Schema:
    """A file's own schema: its name is not in it, and a preset gives what it leaves out."""
    properties = {"preset": {"type": "string", "description": _TOLD["Script"]["preset"]}}
    properties |= {key: value for key, value in made["properties"].items() if key != "name"}
    needed = [key for key in made["required"] if key not in {"name", "announce"}]
    return {
        "description": made["description"],
        "type": "object",
        "properties": properties,
        "additionalProperties": False,
        "anyOf": [{"required": ["preset"]}, {"required": needed}],
        "$defs": made["$defs"],
    }
