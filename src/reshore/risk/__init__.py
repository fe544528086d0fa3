"""What breaks a plan: exposures, disruptions over time, with and without foresight, and what would help."""
