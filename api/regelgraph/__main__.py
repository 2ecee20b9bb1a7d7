"""`python -m regelgraph` is the command `regelgraph`."""

from regelgraph.cli import main

if __name__ == "__main__":
    main()
