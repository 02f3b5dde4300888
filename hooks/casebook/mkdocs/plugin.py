"""The plugin ``casebook``: all that the hook does, for sites that install the package."""

from __future__ import annotations

from mkdocs.config import config_options
from mkdocs.config.base import Config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import BasePlugin

from casebook.mkdocs.events import Events


class CasebookConfig(Config):  # type: ignore[no-untyped-call]
    """The plugin's settings.

    ``content_security_policy`` has each published page tell the browser what it may run and load:
    off unless it is asked for, since a site may load what is not its own.
    """

    content_security_policy = config_options.Type(bool, default=False)


class CasebookPlugin(Events, BasePlugin[CasebookConfig]):  # type: ignore[no-untyped-call]
    """Checks a casebook at every build, and shows it on the site's pages."""

    def asks_for_policy(self, config: MkDocsConfig) -> bool:
        """Return whether the site asks for a policy, in the settings of the plugin."""
        return self.config.content_security_policy
