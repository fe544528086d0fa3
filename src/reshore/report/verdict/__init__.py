"""What the verdict of a plan says, a file a question."""
