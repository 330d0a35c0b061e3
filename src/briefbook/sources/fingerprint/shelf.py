"""The fingerprints of a book: one file for each source, all with one key."""

from __future__ import annotations

import secrets
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from briefbook.findings import Finding
from briefbook.sources.fingerprint.model import Fingerprint, FingerprintError
from briefbook.sources.fingerprint.runs import KEY, Cost, Key

if TYPE_CHECKING:
    from pathlib import Path

RULE = "fingerprint-file"


@dataclass(frozen=True, eq=False)
class Shelf(Mapping[str, Fingerprint]):
    """Fingerprints by the id of their source; ``findings`` say which files could not be used."""

    fingerprints: Mapping[str, Fingerprint] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()

    def __getitem__(self, source_id: str) -> Fingerprint:
        return self.fingerprints[source_id]

    def __iter__(self) -> Iterator[str]:
        return iter(self.fingerprints)

    def __len__(self) -> int:
        return len(self.fingerprints)

    def lacks(self, source_id: str) -> bool:
        """Return whether a source has no file here; a file that cannot be used is no lack."""
        broken = any(finding.path.endswith(f"/{source_id}.json") for finding in self.findings)
        return source_id not in self.fingerprints and not broken


def file_of(folder: Path, source_id: str) -> Path:
    """Return where the fingerprint of a source is kept; a colon cannot stand in a file's name."""
    return folder / f"{source_id.replace(':', '_')}.json"


def load_shelf(folder: Path, shown: str | None = None) -> Shelf:
    """Read every fingerprint of a folder; a folder that does not exist is an empty shelf.

    ``shown`` is the folder's name in findings.  Never raises for the content of the files.
    """
    found: dict[str, Fingerprint] = {}
    findings: list[Finding] = []
    for path in sorted(folder.glob("*.json")):
        name = f"{shown or folder.as_posix()}/{path.name}"
        try:
            fingerprint = Fingerprint.load(path)
            _check(fingerprint, path, folder, found)
        except FingerprintError as error:
            message = f"the fingerprint {error.message}"
            findings.append(Finding(name, 0, RULE, message, error.remedy))
        except OSError as error:
            reason = (error.strerror or "unknown error").lower()
            message = f"the fingerprint cannot be read: {reason}"
            findings.append(Finding(name, 0, RULE, message, "check the file"))
        else:
            found[fingerprint.source_id] = fingerprint
    return Shelf(found, tuple(findings))


def _check(
    fingerprint: Fingerprint, path: Path, folder: Path, others: Mapping[str, Fingerprint]
) -> None:
    wanted = file_of(folder, fingerprint.source_id).name
    if path.name != wanted:
        raise FingerprintError(f"is of '{fingerprint.source_id}'", f"call the file {wanted}")
    first = next(iter(others.values()), None)
    if first is not None and first.key.salt != fingerprint.key.salt:
        message = f"has another key than that of '{first.source_id}'"
        raise FingerprintError(message, "make it again: briefbook fingerprint")


def key_for(folder: Path, cost: Cost | None = None) -> Key:
    """Return the key of the fingerprints in a folder, or a new one by chance for the first."""
    for fingerprint in load_shelf(folder).values():
        return fingerprint.key
    return Key(secrets.token_bytes(KEY), cost or Cost())
