"""A plan for many futures: sites, modules and sources decided once, flows for each future by itself."""
