"""A casebook: one article taken apart into arguments, segments and evidence, and checked.

The rooms of this house, from the ground up. A room imports from those above it in this list, and
from no other; ``tests/test_rooms.py`` holds it to that::

    model      what a casebook is: kinds, fields, pages, the graph, standing, findings
    quoting    words in the article: where a quote stands, what was most likely meant
    prose      what the text of a page holds: links, headings, HTML, parts, charts
    reading    files to a casebook: settings, front matter, the article, slugs to pages
    analysis   what follows from a casebook, each thing computed once (``Analysis``)
    rules      what has to hold: a family of rules a file, each rule a small generator
    authoring  what an editor writes with: schemas, blank pages, forms, cut, rename, fix
    pages      what each page says: Markdown and HTML, by templates
    export     the casebook for other tools: JSON, Argdown, AIF, Web Annotations, CSV
    report     how findings are told: as text, to GitHub, as SARIF, as JSON
    diff       what changed between two git revisions, and what follows from it
    sources    whether the pages that evidence cites still hold the words

    editor     the door for editors: a language server
    mkdocs     the door for MkDocs: the plugin, its events, style sheet and scripts
    command    the door for the shell: one module a command

The way of the data::

    files -> reading.load() -> Casebook -> Analysis -> rules.findings() -> report
                                                    -> pages, export

Nothing here knows the article. ``crossref.py`` beside this folder hands MkDocs' events on to the
room ``mkdocs``, for sites that keep the library in their own repository.

To add a rule: a function in its family under ``rules``, a page in ``authoring/explanations``, and a
golden case in ``tests/cases``. To add a command: a module in ``command``, and a line in its table.
"""
