"""What the Admiralty (NATO) grades mean, in the words in common use."""

from casebook.pages.messages import N_

RELIABILITY = {
    "A": N_("completely reliable"),
    "B": N_("usually reliable"),
    "C": N_("fairly reliable"),
    "D": N_("not usually reliable"),
    "E": N_("unreliable"),
    "F": N_("cannot be judged"),
}
"""Of the source."""

CREDIBILITY = {
    1: N_("confirmed by other sources"),
    2: N_("probably true"),
    3: N_("possibly true"),
    4: N_("doubtful"),
    5: N_("improbable"),
    6: N_("cannot be judged"),
}
"""Of the information."""
