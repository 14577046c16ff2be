"""Relations that the published tables and facts must satisfy: plain functions, no I/O."""
