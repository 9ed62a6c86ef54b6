"""Puts redlines into somebody's paper at its markers, and leaves every other byte of it: Word, Markdown, HTML."""
