"""The plugin ``casebook``: all that the hook does, for sites that install the package."""

from __future__ import annotations

from mkdocs.config.base import Config
from mkdocs.plugins import BasePlugin

from casebook.mkdocs.events import Events


class CasebookConfig(Config):  # type: ignore[no-untyped-call]
    """The plugin's settings: it has none yet."""


class CasebookPlugin(Events, BasePlugin[CasebookConfig]):  # type: ignore[no-untyped-call]
    """Checks a casebook at every build, and shows it on the site's pages."""
