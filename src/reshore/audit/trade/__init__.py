"""Trade, worked out again: where goods come from, what they pay at borders, and what is paid back."""
