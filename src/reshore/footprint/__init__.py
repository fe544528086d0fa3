"""Where: the network program, from tables to an audited plan."""
