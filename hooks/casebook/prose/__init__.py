"""Prose: what the Markdown below the front matter holds, as the site's generator sees it.

``scanning`` reads plain Markdown at a glance and says when it cannot decide; ``rendering`` asks
Python-Markdown itself. Tests hold the one to the other. ``markup`` is what both give.
"""
