"""What pages say in other languages than English, one catalogue each."""
