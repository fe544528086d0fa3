"""Tables to index frames: everything the program needs, one frame a kind of decision, keyed and by period."""
