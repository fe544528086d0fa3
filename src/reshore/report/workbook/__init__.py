"""A run as an Excel workbook: an index, tables ready to pivot, every frame, and the inputs beside them."""
