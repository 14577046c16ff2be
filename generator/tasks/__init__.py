"""One file or folder a command: the only places that know the order of the stages."""
