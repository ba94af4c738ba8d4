"""What is wrong with an event file, where, and what cures it.

problem  Problem and Where: a finding
ids      which ids events have, and how often
links    the links of all events, and the circles they run in
keys     the keys that each part may have
faults   values that do not fit the model
rules    Checker: everything else, part by part as it is read
"""

from tui.check.keys import Repeated
from tui.check.problem import Problem, Where, shown, visible
from tui.check.rules import Checker

__all__ = ["Checker", "Problem", "Repeated", "Where", "shown", "visible"]
