"""A casebook: one article taken apart into arguments, segments and evidence, and checked.

These are the rooms of this house, from the ground up. A room imports from the rooms above it in
this list, and from no other; nothing imports a door. ``tests/test_rooms.py`` holds them to that::

    model      what a casebook is: kinds, fields, pages, members, links, the graph, standing
    quoting    words in the article: where a quote stands, which words it most likely meant
    prose      what the text of a page holds: links, headings, HTML, quotation marks, charts
    reading    files to a casebook: settings, front matter, the article, slugs to pages
    analysis   what follows from a casebook, each thing computed once (``Analysis``)
    rules      what has to hold: a family of rules a file, each rule a small generator
    authoring  what an editor writes with: schemas, blank pages, forms, cut, rename, fix
    pages      what each page says (``Views``): Markdown and HTML, from its ``templates``
    export     the casebook for other tools: JSON, Argdown, AIF, Web Annotations, CSV
    report     findings as output: as text, to GitHub, as SARIF, as JSON
    diff       what changed between two git revisions, and what follows from it
    sources    whether the pages that evidence cites still hold the quoted words

    editor     the door for editors: a language server
    mkdocs     the door for MkDocs: the plugin, its events, style sheet and scripts
    command    the door for the shell: one module a command (``lsp`` opens the door ``editor``)

The way of the data::

    files -> reading.load() -> Casebook -> Analysis -> rules.findings() -> report
                                                    -> pages, export

Where new things go. Each may import its own room and the rooms above it:

========= ========================================================================================
a rule    a function in its family in ``rules``; a page in ``authoring/explanations``; a golden case
          in ``tests/cases``. If reading finds what breaks it: a row in the table ``rules/noted.py``
a view    a template in ``pages/templates``, given ``views``, a ``Views`` of ``pages/page.py``. If
          pages may ask for it: ``part.NAME.md.j2``, and NAME among the parts in ``prose/parts.py``
an export a module in ``export``, and a line in each of the two tables in its ``__init__.py``
a command a module in ``command``, and a line in the table in its ``__init__.py``
a field   a line in ``model/fields.py``; schema, blank page and the page of fields follow from it
========= ========================================================================================

Words that are easily confused. A *source* is the text of a file (``model/source.py``), or whoever
evidence comes from (``model/sources.py``); the room ``sources`` asks the web. A *quote* is in front
matter, and ``quoting`` looks for it; a *quotation* is in a page's text (``prose/quotation_marks``,
``analysis/quotations_in_text``). *Navigation* is the site's menu, but in ``editor`` the way from a
name to what it names. A *finding* has a place and a code; a *remark* is one without its code yet.

Nothing here knows the article. ``crossref.py`` beside this folder hands MkDocs' events on to the
room ``mkdocs``, for sites that keep the library in their own repository; ``theme``, also beside it,
is the frame of this project's own site.
"""
