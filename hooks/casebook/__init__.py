"""A casebook: one article taken apart into arguments, segments and evidence, and checked.

The way of the data, one module after the other::

    project   mkdocs.yml    -> where the pages are
    read      files         -> pages: text, fields and the place of every word
                               (composing, frontmatter, fields, values, validation)
    linking   pages         -> a casebook: members, links, passages; one resolver of slugs
    standing  a casebook    -> how well each claim is backed
    rules     a casebook    -> findings; doubt keeps them to one for each cause, report shows them
    views     a casebook    -> Markdown that is put into the pages
    schema    the models    -> JSON Schemas of front matter, with a casebook's slugs
    new       the schemas   -> a blank page (blank), written

Nothing here knows MkDocs, and nothing here knows the article.  ``crossref.py`` beside this folder
is the door for MkDocs, ``command.py`` the one for the shell.
"""
