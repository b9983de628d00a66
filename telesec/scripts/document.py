"""A script's file together with its preset: one content, and each part's own file and line."""

from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Any

from telesec.scripts.flow import flow_of
from telesec.scripts.places import declared_languages, mapping, only_in
from telesec.values.yaml_file import (
    BadFile,
    Mistake,
    Place,
    YamlDocument,
    parse_yaml,
    read_text,
)

BY_NAME = ("steps", "facts")  # of these a file replaces one by one, not all at once
PRESETS = "presets"  # the folder of presets, beside the files that use them


@dataclass(frozen=True, slots=True)
class ScriptDocument(YamlDocument):
    """The content of a script. With a preset, the file's own keys win; steps and facts by name."""

    own: YamlDocument
    preset: YamlDocument | None = None

    def mistake(self, place: Place, what: str) -> Mistake:
        """A mistake at ``place``, in the file that part came from."""
        return self._source(place).mistake(place, what)

    def _source(self, place: Place) -> YamlDocument:
        if self.preset is None or not place:
            return self.own
        by_name = place[0] in BY_NAME and len(place) > 1
        own, preset = (
            mapping(mapping(part.content).get(place[0])) if by_name else part.content
            for part in (self.own, self.preset)
        )
        key = place[1] if by_name else place[0]
        return self.preset if key in preset and key not in own else self.own


def script_document(text: str, file: str) -> ScriptDocument:
    """The document in ``text``; ``file`` gives its name and where its preset is looked for.

    Raises BadFile when it, or its preset, is not YAML.
    """
    own = _parsed(text, file)
    named = {"name": Path(file).name.removesuffix(".yaml")}
    if "name" in own.content:
        raise BadFile([own.mistake(("name",), "unknown field; the file's own name is the name")])
    if "preset" not in own.content:
        return ScriptDocument(file, {**own.content, **named}, own)
    preset = _preset_of(own)
    return ScriptDocument(file, {**_merged(own.content, preset.content), **named}, own, preset)


def _parsed(text: str, file: str) -> YamlDocument:
    try:
        return replace(_parsed_once(text), file=file)
    except BadFile as bad:
        raise BadFile([replace(one, file=file) for one in bad.mistakes]) from bad


@lru_cache(maxsize=64)
def _parsed_once(text: str) -> YamlDocument:
    """Many clients share a preset, and reading YAML takes far longer than all that follows. What
    it holds is never changed.
    """
    return parse_yaml(text, "")


def _preset_of(own: YamlDocument) -> YamlDocument:
    name = own.content["preset"]
    known = {path.stem: path for path in (Path(own.file).parent / PRESETS).glob("*.yaml")}
    if not isinstance(name, str) or name not in known:
        there = ", ".join(sorted(known)) or "none"
        raise BadFile([own.mistake(("preset",), f"no preset is called {name!r}; known: {there}")])
    preset = _parsed(read_text(known[name]), str(known[name]))
    if "preset" in preset.content:
        raise BadFile([preset.mistake(("preset",), "a preset cannot build on another one")])
    return preset


def _merged(own: Any, preset: Any) -> dict[str, Any]:
    """The preset's content with the file's own put over it, without what is then unused.

    Steps of the preset that nothing leads to any more, and its other languages, are left out:
    they are no mistakes of the author's.
    """
    languages = declared_languages(own if "languages" in own else preset)
    base = only_in(preset, languages)
    own_steps = mapping(own.get("steps"))
    content = {**base, **{key: value for key, value in own.items() if key != "preset"}}
    for field in BY_NAME:
        if (field in own or field in base) and isinstance(own.get(field, {}), dict):
            content[field] = {**mapping(base.get(field)), **mapping(own.get(field))}
    reached = flow_of(content).reached()
    if reached and isinstance(content["steps"], dict):
        content["steps"] = {
            name: step
            for name, step in content["steps"].items()
            if name in own_steps or name in reached
        }
    return content
