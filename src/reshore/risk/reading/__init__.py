"""From a plan and its tables to the frames of an operation: one file a kind of option."""
