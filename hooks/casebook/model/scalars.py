"""What a scalar of YAML is to the casebook: text as it is written, a whole number, or nothing."""

from __future__ import annotations


class Whole(str):
    """A plain scalar that YAML 1.1 reads as a whole number, as it is written."""

    __slots__ = ()


class NoValue:
    """The value of a key with nothing behind it, or with the word null."""

    def __repr__(self) -> str:
        return "nothing"


NO_VALUE = NoValue()
