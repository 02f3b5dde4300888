"""Views: what the casebook adds to its pages, as Markdown.

The parts are put into a page before Markdown is read, so that the site generator validates their
links, lists their headings and indexes their words for search. They need the extensions
``md_in_html``, ``attr_list`` and ``tables``, and read well without them.
"""

from casebook.pages.page import Views

__all__ = ["Views"]
