"""What a model is written in: folders of CSV or Parquet files, and workbooks; each read into parts."""
