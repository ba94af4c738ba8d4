"""`python -m tui` is `haiti-timeline`."""

from tui.cli import main

if __name__ == "__main__":
    main()
