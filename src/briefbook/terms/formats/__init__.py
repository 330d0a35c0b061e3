"""The glossary for other programs: JSON, CSV, SKOS and TBX."""
