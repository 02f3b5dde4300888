"""Languages by their names in English, for what pages say of them."""

from __future__ import annotations

_NAMES = {
    **{"ar": "Arabic", "bn": "Bengali", "de": "German", "el": "Greek", "en": "English"},
    **{"es": "Spanish", "fa": "Persian", "fr": "French", "he": "Hebrew", "hi": "Hindi"},
    **{"id": "Indonesian", "it": "Italian", "ja": "Japanese", "ko": "Korean", "la": "Latin"},
    **{"ms": "Malay", "nl": "Dutch", "pl": "Polish", "pt": "Portuguese", "ru": "Russian"},
    **{"ta": "Tamil", "th": "Thai", "tr": "Turkish", "uk": "Ukrainian", "ur": "Urdu"},
    **{"vi": "Vietnamese", "yue": "Cantonese", "zh": "Chinese"},
}


def language_name(tag: str) -> str:
    """Return the name of the language that a tag (BCP 47) begins with, or else the tag."""
    return _NAMES.get(tag.partition("-")[0].lower(), f"the language {tag}")
