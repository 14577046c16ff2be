"""`python -m generator` is `gen-narrative`."""

from generator.cli import main

if __name__ == "__main__":
    main()
