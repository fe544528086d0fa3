"""Trade: what customs ask for, read from duties, agreements, blocs and customs values."""
