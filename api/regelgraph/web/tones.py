"""How pages show outcomes: by their places in a scheme, whatever they are called there."""

from __future__ import annotations

from typing import Final

TONES: Final = ("safe", "doubt", "open", "blocked")
"""From the safe one to the blocked one, as `judge.outcomes.Level` has them; style sheets give each a look."""
