"""From sources to a published site: one Sphinx run, checked, then moved into place as a whole."""
