"""The docutils nodes that a brief's elements become."""

from __future__ import annotations

from docutils import nodes


class brief_masthead(nodes.General, nodes.Element):  # noqa: N801  # docutils names nodes so
    """Number, dates and status of a brief, right after its title.

    Attributes, all strings unless said otherwise: ``number`` (int), ``question``, ``audience``
    (list), ``status``, ``issued``, ``as_of``, ``review_by`` (ISO dates), ``topics`` (list),
    ``minutes`` (int, reading time), ``words`` (int), ``handout`` (docname-like path of the PDF
    below the site's root, such as ``pdf/f16-sustainment.pdf``).
    """


class brief_element(nodes.General, nodes.Element):  # noqa: N801
    """One element of a brief: a bottom line, judgement, claim, option, and so on.

    Attributes: ``kind`` (str, the directive's name), ``element_id`` (str), ``ids`` (one anchor),
    and what the kind adds: a judgement has ``likelihood``, ``low`` and ``high`` (percent),
    ``confidence``; a claim ``verdict``; an option ``status_quo`` (bool).
    Children, in order: one `element_label`, the body, and a `element_details` where there are any.
    """


class element_label(nodes.General, nodes.TextElement):  # noqa: N801
    """The line above an element that says what it is: "Judgement 1.2", "Option 1.1: wait"."""


class element_details(nodes.General, nodes.Element):  # noqa: N801
    """The labelled facts of an element; children are `element_detail`."""


class element_detail(nodes.General, nodes.Element):  # noqa: N801
    """One labelled fact.

    Attributes: ``name`` (str, a stable key such as ``likelihood``), ``label`` (str, as printed).
    Children: one `nodes.paragraph` with the value.
    """


class register_placeholder(nodes.General, nodes.Element):  # noqa: N801
    """Where a register is to be written once every document has been read.

    Attributes: ``register`` (str, the directive's name), ``options`` (dict of str).
    """


class term_extract(nodes.General, nodes.Element):  # noqa: N801
    """The terms that a brief uses, for its handout alone; the book and the site have them all.

    Attribute: ``terms``, a list of dicts with ``anchors`` (``docname#id`` of every name, list of
    str), ``term``, ``short`` (its abbreviations) and ``meaning`` (one sentence), all str.
    """
