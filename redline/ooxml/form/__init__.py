"""The canonical form of a Word document: what it says and how it looks, whoever saved it.

With it a redline is proved: the form of the accepted document must be that of the second file, the form of the
rejected one that of the first.  Nothing here is shared with what marks a redline.  Elements that we do not know take
part by all that they hold, so that they can make two documents unequal, never equal.
"""

from __future__ import annotations

from redline.ooxml.form.context import Context
from redline.ooxml.form.differences import differences
from redline.ooxml.form.model import Aspect, Block, Difference, Form, Kind, RevisionView, Story
from redline.ooxml.form.stories import blocks_form, form_of, paragraph_form

__all__ = [
    "Aspect",
    "Block",
    "Context",
    "Difference",
    "Form",
    "Kind",
    "Story",
    "RevisionView",
    "blocks_form",
    "differences",
    "form_of",
    "paragraph_form",
]
