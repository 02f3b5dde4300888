"""A casebook: one article taken apart into arguments, segments and evidence, and checked.

The way of the data, one module after the other::

    project   mkdocs.yml               -> where the pages are
    read      files                    -> pages with positions    (frontmatter, fields, passages)
    casebook  pages                    -> members, links, quotes  (one resolver of slugs)
    standing  members and links        -> how well each claim is backed
    rules     all of these             -> findings                (report shows them)
    views     all of these             -> Markdown put into the pages

Nothing here knows MkDocs, and nothing here knows the article.  ``crossref.py`` beside this folder
is the door for MkDocs, ``command.py`` the one for the shell.
"""
