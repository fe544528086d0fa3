"""The line, simulated: groups of stations that units go through, with all that they wait for."""
