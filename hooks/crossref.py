"""The hook that ``mkdocs.yml`` names: hands MkDocs' events on to the casebook, and nothing more.

What happens at each event stands in ``casebook/mkdocs/events.py``. A site that installs the package
``mkdocs-casebook`` names the plugin ``casebook`` in place of this file, and gets the same.
"""

from casebook.mkdocs.events import Events

events = Events()

on_startup = events.on_startup
on_config = events.on_config
on_files = events.on_files
on_env = events.on_env
on_pre_page = events.on_pre_page
on_page_markdown = events.on_page_markdown
on_page_content = events.on_page_content
on_page_context = events.on_page_context
on_post_page = events.on_post_page
on_post_template = events.on_post_template
on_post_build = events.on_post_build
