"""``python -m reshore`` is the command line."""

from reshore.cli import main

if __name__ == "__main__":
    main()
