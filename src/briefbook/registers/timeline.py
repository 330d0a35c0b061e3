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
from briefbook.findings import report
from briefbook.plain_yaml import YamlError, compose, line_of

if TYPE_CHECKING:
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
        root = compose(data.decode("utf-8"))
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
        line = line_of(node)
        try:
            values = yaml.BaseLoader("").construct_document(node)
            found.append((line, Event.model_validate(values)))
        except (ValidationError, yaml.YAMLError):
            message = "the event needs date (2022, 2022-09 or 2022-09-07), text and sources"
            report(rule, message, "give all three, and nothing else", location=f"{path}:{line}")
    return found


def setup(app: Sphinx) -> None:
    """Register the directive."""
    app.add_directive("timeline", TimelineDirective)
