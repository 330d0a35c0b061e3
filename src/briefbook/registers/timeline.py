"""``timeline``: dated events from a data file beside the document."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import yaml
from docutils import nodes
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError
from sphinx.util.docutils import SphinxDirective

from briefbook.dates import show_partial
from briefbook.elements.citation import cite_nodes
from briefbook.findings import did_you_mean, nearest, report
from briefbook.plain_yaml import YamlError, compose, line_of

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails
    from sphinx.application import Sphinx


def _partial_date(value: object) -> str:
    show_partial(str(value))
    return str(value)


class Event(BaseModel):
    """One event: when (year, month or day), what, and the sources for it."""

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)

    date: Annotated[str, BeforeValidator(_partial_date)]
    text: str = Field(min_length=1)
    sources: tuple[str, ...] = Field(min_length=1)


class TimelineDirective(SphinxDirective):
    """Prints the events of a YAML file, whose path is relative to the document."""

    required_arguments = 1
    has_content = False

    def run(self) -> list[nodes.Node]:
        """Return the events, by decade, as definition lists."""
        relative, absolute = self.env.relfn2path(self.arguments[0])
        path = Path(absolute)
        self.env.note_dependency(relative)
        if not path.is_file():
            message = f"the timeline's file '{relative}' does not exist"
            location = (self.env.docname, self.lineno)
            report("timeline-file", message, "give a path beside this document", location=location)
            return []
        return self._lists(path, _events(path, relative))

    def _lists(self, path: Path, events: list[tuple[int, Event]]) -> list[nodes.Node]:
        found: list[nodes.Node] = []
        decade = ""
        for line, event in sorted(events, key=lambda pair: (pair[1].date, pair[0])):
            if event.date[:3] != decade:
                decade = event.date[:3]
                heading = f"{decade}0s"
                rubric = nodes.rubric(heading, heading, classes=["timeline-decade"])
                rubric["ids"].append(f"decade-{heading}")
                found.append(rubric)
                current = nodes.definition_list(classes=["timeline"])
                found.append(current)
            current += self._item(event, path, line)
        return found

    def _item(self, event: Event, path: Path, line: int) -> nodes.definition_list_item:
        shown = show_partial(event.date)
        cites = cite_nodes(self.env, ", ".join(event.sources), self.lineno, f"{path}:{line}")
        paragraph = nodes.paragraph("", "", nodes.Text(event.text), *cites)
        # What rules say of the text is said of the file that it stands in.
        paragraph.source, paragraph.line = str(path), line
        return nodes.definition_list_item(
            "", nodes.term(shown, shown), nodes.definition("", paragraph)
        )


def _events(path: Path, shown: str) -> list[tuple[int, Event]]:
    """Return the events of a file with their lines; what is wrong is reported and left out."""
    rule, example = "timeline-data", "begin each event with '- date:'"
    data = path.read_bytes()
    try:
        root = compose(data.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        report(rule, f"'{shown}' is not UTF-8", "save it as UTF-8", location=f"{path}:{line}")
        return []
    except YamlError as error:
        report(rule, f"'{shown}': {error}", error.remedy, location=f"{path}:{error.line}")
        return []
    if not isinstance(root, yaml.SequenceNode):
        report(rule, f"'{shown}' holds no list", example, location=f"{path}:1")
        return []
    found = []
    for node in root.value:
        event = _event(node, path)
        if event is not None:
            found.append((line_of(node), event))
    return found


def _event(node: yaml.Node, path: Path) -> Event | None:
    """Return the event of a node, or None, having reported what is wrong with it at its line."""
    rule, remedy = "timeline-data", "give date (2022, 2022-09 or 2022-09-07), text and sources"
    if not isinstance(node, yaml.MappingNode):
        report(rule, "the event is no record", remedy, location=f"{path}:{line_of(node)}")
        return None
    lines: dict[str, int] = {}
    for key, _ in node.value:
        name, line = str(key.value), line_of(key)
        if name in lines:
            message = f"the event has the key '{name}' twice, first in line {lines[name]}"
            report(rule, message, "keep one of the two", location=f"{path}:{line}")
        lines.setdefault(name, line)
    try:
        values = yaml.BaseLoader("").construct_document(node)
        return Event.model_validate(values)
    except ValidationError as error:
        for item in _causes(error.errors(include_url=False)):
            name = str(item["loc"][0]) if item["loc"] else ""
            place = f"{path}:{lines.get(name, line_of(node))}"
            report(rule, *_said(name, item), location=place)
    except yaml.YAMLError:
        report(rule, "the event cannot be read", remedy, location=f"{path}:{line_of(node)}")
    return None


def _causes(items: list[ErrorDetails]) -> list[ErrorDetails]:
    """Return the errors without the keys that are missing only because one is misspelt."""
    odd = [str(item["loc"][0]) for item in items if item["type"] == "extra_forbidden"]
    meant = {nearest(name.lower(), [*Event.model_fields]) for name in odd}
    return [item for item in items if item["type"] != "missing" or item["loc"][0] not in meant]


def _said(name: str, item: ErrorDetails) -> tuple[str, str]:
    """Return what is wrong with a key of an event, and what to do."""
    forms = {
        "date": "write it as 2022, 2022-09 or 2022-09-07",
        "text": "write what happened",
        "sources": "write a list of ids, such as [crs-2023, dsca-2022]",
    }
    if item["type"] == "extra_forbidden":
        return f"the event has an unknown key '{name}'", did_you_mean(name, [*forms])
    if item["type"] == "missing":
        return f"the event has no '{name}'", forms.get(name, "add it")
    given = item["input"]
    shown = f"is '{given}'" if isinstance(given, str) and given else "is not what it must be"
    return f"'{name}' of the event {shown}", forms.get(name, "correct it")


def setup(app: Sphinx) -> None:
    """Register the directive."""
    app.add_directive("timeline", TimelineDirective)
