"""Where the package was installed from, so that a begun casebook can install it from there, too."""

from __future__ import annotations

import json
from importlib.metadata import Distribution, PackageNotFoundError, distribution

PACKAGE = "mkdocs-casebook"


def installed_from(package: Distribution | None = None) -> str | None:
    """Return the address, as pip takes it; None where the package is from an index.

    Installers note it in ``direct_url.json`` (PEP 610).
    """
    try:
        noted = (package or distribution(PACKAGE)).read_text("direct_url.json")
    except PackageNotFoundError:  # it runs from its folder, without having been installed
        return None
    if noted is None:
        return None
    found = json.loads(noted)
    if "vcs_info" not in found:
        return str(found["url"])
    vcs = found["vcs_info"]
    return f"{vcs['vcs']}+{found['url']}@{vcs['commit_id']}"
