"""The maths layer: blocks of columns and rows in, solutions out; it knows no word of supply chains."""
