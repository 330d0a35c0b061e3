"""How warnings of Sphinx, docutils and MyST are put to an author: what is wrong, what to do."""

from __future__ import annotations

from typing import NamedTuple


class Advice(NamedTuple):
    """How one kind of warning is put to an author.

    ``pattern`` finds the warning's text; its group ``word`` is what may have been meant for one of
    the ``known`` words (see `_known`).  ``message`` and ``remedy`` may name its groups.  ``own`` is
    the id under which Briefbook reports the same, where it has one, and ``written`` finds it in the
    block to whose first line the warning points.
    """

    rule: str
    pattern: str
    message: str
    remedy: str
    known: str = ""
    own: str = ""
    written: str = ""


ADVICE = (
    Advice(
        "image.not_readable",
        r"image file not readable: (?P<word>.*)",
        "the image '{word}' cannot be read",
        "correct the path, which counts from this document, or add the file",
    ),
    Advice(
        "myst.xref_missing",
        r"'myst' cross-reference target not found: ''",
        "the link names nothing",
        "write what it leads to between the round brackets, such as (#an-id)",
        own="reference",
    ),
    Advice(
        "myst.xref_missing",
        r"'myst' cross-reference target not found: '(?P<word>.*)'",
        "the book has nothing that is called '{word}'",
        "give the id of an element, a heading or a document",
        "targets",
        "reference",
    ),
    Advice(
        "ref.term",
        r"term not in glossary: '(?P<word>.*)'",
        "the glossary has no term '{word}'",
        "add it to the glossary",
        "terms",
    ),
    Advice(
        "ref.doc",
        r"unknown document: '(?P<word>.*)'",
        "the book has no document '{word}'",
        "correct the path",
        "documents",
    ),
    Advice(
        "ref.ref",
        r"undefined label: '(?P<word>.*)'",
        "the book has no label '{word}'",
        "correct it, or link with [text](#id)",
        "targets",
    ),
    Advice(
        "myst.directive_unknown",
        r"Unknown directive type: '(?P<word>.*)'",
        "there is no directive '{word}'",
        "correct the name",
        "directives",
    ),
    Advice(
        "myst.role_unknown",
        r'Unknown interpreted text role "(?P<word>.*)"\.',
        "there is no role '{word}'",
        "correct the name",
        "roles",
        written=r"\{{{word}\}}`",
    ),
    Advice(
        "myst.directive_option",
        r"'(?P<directive>.*)': Unknown option key: '(?P<word>.*)' \(allowed: (?P<allowed>\[.*\])\)",
        "the directive '{directive}' has no option :{word}:",
        "it takes {allowed}",
        "allowed",
    ),
    Advice(
        "docutils",
        r"Directive '(?P<word>.*)': 1 argument\(s\) required, 0 supplied",
        "the directive '{word}' stands without the word that belongs after it",
        "add it; for an element it is the id, such as :::{{{word}}} an-id",
    ),
    Advice(
        "docutils",
        r'Content block expected for the "(?P<word>.*)" directive; none found\.',
        "the {word} has no text",
        "write it between the fences",
    ),
    Advice(
        "docutils",
        r"Directive \"include\": file not found: '(?P<word>.*)'",
        "the included file '{word}' does not exist",
        "correct the path, which counts from this document",
    ),
    Advice(
        "docutils",
        r'Directive "include": error reading file: (?P<word>\S+)\s.*',
        "the included file '{word}' cannot be read",
        "name a text file in UTF-8",
    ),
    Advice(
        "docutils",
        r"Include file '(?P<word>.*)' not found or reading it failed",
        "the included file '{word}' cannot be read",
        "correct the path, which counts from this document",
    ),
    Advice(
        "docutils",
        r'Unknown target name: "(?P<word>.*)"\.',
        "there is no footnote '{word}'",
        "add a line '[^{word}]: …', or correct the name",
    ),
    Advice(
        "ref.footnote",
        r"Footnote \[.*\] is not referenced\.",
        "no text refers to this footnote",
        "refer to it, or delete it",
    ),
    Advice(
        "ref.footnote",
        r"Duplicate footnote definition found for label: '(?P<word>.*)'",
        "the footnote '{word}' is defined twice",
        "keep one of the two",
    ),
    Advice(
        "myst.header",
        r"Document headings start at H(?P<word>\d), not H1",
        "the first heading is one of level {word}",
        "begin the text with a title, '# Title'",
    ),
    Advice(
        "myst.header",
        r"Non-consecutive header level increase; H(?P<above>\d) to H(?P<word>\d)",
        "a heading of level {word} follows one of level {above}",
        "leave no level out: take away a '#'",
    ),
    Advice(
        "toc.not_readable",
        r"toctree contains reference to non-?existing document '(?P<word>.*)'",
        "the toctree names '{word}', which is no other document of the book",
        "correct the path, or take the line out",
        "documents",
    ),
    Advice(
        "toc.no_title",
        r"toctree contains reference to document '(?P<word>.*)' that doesn't have a title.*",
        "the toctree names '{word}', which has no title",
        "begin that document with a line '# Title'",
    ),
    Advice(
        "toc.not_included",
        r"document isn't included in any toctree",
        "no toctree names this document, so that no reader finds it",
        "add it to one, such as that of the first page",
    ),
    Advice(
        r"toc\.empty_glob|empty_glob",
        r"toctree glob pattern '(?P<word>.*)' didn't match any documents",
        "the toctree's pattern '{word}' matches no document",
        "correct it, or take the line out",
    ),
    Advice(
        "sphinx",
        r"duplicate term description of (?P<word>.*), other instance in (?P<other>.*)",
        "the glossary has the term '{word}' already, in {other}",
        "keep one of the two",
        own="term-ambiguous",
    ),
    Advice(
        "sphinx",
        r"Ignored unreadable document '(?P<path>.*)'\.",
        "the file cannot be read",
        "make it readable, or delete it",
    ),
    Advice(
        "myst.topmatter",
        r"Malformed YAML",
        "the front matter, between two lines of ---, is not YAML",
        "write 'key: value' in each line; a value with a sign such as ':' takes quotation marks",
    ),
    Advice(
        "myst.directive_option",
        r"'(?P<directive>.*)': Invalid option value for '(?P<word>.*?)': (?P<value>.*?): .*",
        "the option :{word}: of the directive '{directive}' is '{value}', which it does not take",
        "correct the value",
    ),
    Advice(
        "myst.xref_missing",
        r"local id not found in doc '(?P<other>.*)': '(?P<word>.*)'",
        "the document '{other}' has nothing that is called '{word}'",
        "give the id of a heading or an element in it",
        own="reference",
    ),
    Advice(
        "myst.xref_missing",
        r"Unknown source document '(?P<word>.*)'",
        "the book has no document '{word}'",
        "correct the path, which counts from this document",
        "documents",
        "reference",
    ),
    Advice(
        "ref.numref",
        r"undefined label: '(?P<word>.*)'",
        "the book has no numbered figure, table or code that is called '{word}'",
        "give the name of one",
    ),
    Advice(
        "ref.eq",
        r"equation not found: (?P<word>.*)",
        "the book has no equation that is called '{word}'",
        "give the label of one",
    ),
    Advice(
        "docutils",
        r"Document or section may not begin with a transition\.",
        "a line of --- stands above all text, or right after a heading",
        "take it out; the front matter is one block between two such lines",
    ),
    Advice(
        "docutils",
        r'Duplicate explicit target name: "(?P<word>.*)"\.',
        "the name '({word})=' is given twice in this document",
        "give one of the two another name",
    ),
    Advice(
        "sphinx",
        r"duplicate label (?P<word>.*), other instance in (?P<other>.*)",
        "the name '{word}' is given already, in {other}",
        "give one of the two another name",
    ),
    Advice(
        "docutils",
        r'Problems with "(?P<directive>.*?)" directive path:\s.*No such file or directory: '
        r"'(?:[^']*/)?(?P<word>[^'/]*)'.*",
        "the directive '{directive}' names '{word}', which does not exist",
        "correct the path, which counts from this document",
    ),
    Advice(
        "docutils",
        r'Error with CSV data in "(?P<word>.*?)" directive:\s+(?P<why>.*?)\n.*',
        "the table cannot be read as CSV: {why}",
        "give every row the same number of cells, and close every quotation mark",
    ),
    Advice(
        "docutils",
        r'Error parsing content block for the "(?P<word>.*?)" directive: (?P<why>.*?)\.\s.*',
        "the content of the directive '{word}' cannot be read: {why}",
        "correct the list",
    ),
    Advice(
        "docutils",
        r"Object named '(?P<word>.*)' not found in include file .*\('(?P<file>.*)'\)",
        "the included file '{file}' has no object '{word}'",
        "correct the name",
    ),
    Advice(
        "docutils",
        r"Line spec '(?P<word>.*)': no lines pulled from include file .*\('(?P<file>.*)'\)",
        "the included file '{file}' has no lines '{word}'",
        "correct the numbers",
    ),
    Advice(
        "docutils",
        r"Encoding '.*' used for reading included file '(?P<word>.*)' seems to be wrong, .*",
        "the included file '{word}' is not UTF-8",
        "save it as UTF-8, or name its encoding in the option :encoding:",
    ),
    Advice(
        "download.not_readable",
        r"download file not readable: (?P<word>.*)",
        "the file to download, '{word}', cannot be read",
        "correct the path, which counts from this document, or add the file",
    ),
    Advice(
        "misc.highlighting_failure",
        r"Pygments lexer name '(?P<word>.*)' is not known",
        "no language '{word}' is known whose code could be coloured",
        "correct the name, or write 'text'",
    ),
    Advice(
        "misc.highlighting_failure",
        r"Lexing literal_block .* as \"(?P<word>.*)\" resulted in an error at token: .*",
        "the code is not what '{word}' reads",
        "correct the code, or name its language 'text'",
    ),
    Advice(
        "toc.duplicate_entry",
        r"duplicated entry found in toctree: (?P<word>.*)",
        "the toctree names '{word}' twice",
        "take one of the two out",
    ),
    Advice(
        "myst.directive_parse",
        r"'(?P<word>.*)': Has content, but none permitted",
        "the directive '{word}' takes no text, and has some",
        "take it out; an option is written ':name: value', right below the line that opens it",
    ),
    Advice(
        "sphinx",
        r"html_static_path entry '(?P<word>.*)' does not exist",
        "html_static_path names '{word}', which does not exist",
        "correct the path, or add the folder",
    ),
    Advice(
        "design.tab",
        r"All children of a '(?P<word>.*)' should be '(?P<other>.*)'",
        "the {word} holds something else than a {other}",
        "put it into a {other}, or take it out",
    ),
    Advice(
        "design.grid",
        r"All children of a '(?P<word>.*)' should be '(?P<other>.*)'",
        "the {word} holds something else than a {other}",
        "put it into a {other}, or take it out",
    ),
    Advice(
        "sphinx",
        r'multiple files found for the document "(?P<word>.*)": (?P<path>[^,]*), '
        r"(?P<files>.*?)\s*Use .*",
        "the document '{word}' has another file, {files}",
        "keep one of the two",
    ),
)
