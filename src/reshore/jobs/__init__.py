"""Jobs: many chunks of work over processes or a Dask cluster, resumed where they were left."""
