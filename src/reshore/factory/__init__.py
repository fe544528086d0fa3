"""How: from a process plan to stations, a floor and a line that meets the takt."""
