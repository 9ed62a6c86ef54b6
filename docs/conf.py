"""How the documentation is built: `make docs`. Pages are Markdown; nothing is loaded from elsewhere."""

from __future__ import annotations

project = "redline"
copyright = "The redline developers"
extensions = ["myst_parser", "sphinx.ext.autodoc", "sphinx.ext.napoleon"]
myst_enable_extensions = ["colon_fence"]
myst_heading_anchors = 3
suppress_warnings = ["myst.xref_missing", "misc.highlighting_failure"]
"""Links to the code, which a test of ours follows; listings with an ellipsis."""

html_theme = "furo"
html_title = "redline"
html_copy_source = False
html_show_sphinx = False
html_use_index = False
templates_path: list[str] = []
exclude_patterns: list[str] = []
add_module_names = False
autodoc_member_order = "bysource"
autodoc_typehints = "signature"
autodoc_typehints_format = "short"
autodoc_class_signature = "separated"
autodoc_default_options = {"members": True, "undoc-members": False}
napoleon_google_docstring = True
napoleon_custom_sections = ["Source"]


def setup(app):  # type: ignore[no-untyped-def]
    """Keep the first line of a property whole: napoleon takes what stands before a colon for its type."""
    app.connect("autodoc-process-docstring", _whole, priority=100)


def _whole(app, what, name, thing, options, lines):  # type: ignore[no-untyped-def]
    if what in ("property", "attribute", "data") and lines:
        lines[0] = lines[0].replace(": ", " – ")
