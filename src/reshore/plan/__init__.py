"""What comes out: a plan's frames, its figures, and how plans differ."""
