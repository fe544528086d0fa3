"""No plan keeps all rules and bounds: what to give up, in the user's words."""

from __future__ import annotations
