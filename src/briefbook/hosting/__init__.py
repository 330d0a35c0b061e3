"""What a host sends with every file of a site: one list of headers, in the form of each server.

It knows nothing of Sphinx: a build writes the list beside its pages, and every other form is made
from what was written.
"""

from __future__ import annotations

from briefbook.hosting.headers import NAME, HostingError, read, write
from briefbook.hosting.policy import content_policy, page_policy, site_headers
from briefbook.hosting.servers import FORMS

__all__ = [
    "FORMS",
    "NAME",
    "HostingError",
    "content_policy",
    "page_policy",
    "read",
    "site_headers",
    "write",
]
