"""``python -m redline`` is the command line."""

from redline.cli import main

main()
