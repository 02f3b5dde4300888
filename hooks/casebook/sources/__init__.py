"""Outside sources: whether each cited address still holds the words that a page quotes from it.

::

    asked         a casebook      -> each cited address with its excerpt
    visitor       an address      -> an answer: politely, within a time, a size and robots.txt
                                     (compressed, robots, kept)
    reader        an answer       -> the text that a reader sees (visible_text, charset)
    verdict       text, excerpt   -> there, changed, moved, gone, unreachable
    asking        all of them, in parallel
    telling       verdicts        -> text, Markdown, JSON

What this needs beside the library is the extra ``sources``.
"""
