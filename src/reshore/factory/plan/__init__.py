"""The plant: from tables to a line that is sized, laid out and simulated, and what it gives and costs."""
