"""From an article to its source record, its fingerprint and the draft of a brief."""
