"""From a solution back to the frames of a plan."""
