"""What the columns of frames are called, in what unit they are, and what they mean."""
