"""What the user writes: the schema of the tables, reading, checking, and the model that comes of it."""
