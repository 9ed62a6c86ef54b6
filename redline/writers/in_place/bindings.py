"""Content controls that show data of the document: one whose words change is unbound, or Word undoes the change.

On opening, Word fills a bound control from the data of the file, which stay those of the first document.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from lxml import etree

from redline.ooxml.names import W

_BINDING = "{*}dataBinding"
_INSERTED = (f"{W}ins", f"{W}moveTo")
_MARKS = (*_INSERTED, f"{W}del", f"{W}moveFrom")


def shown_by_data(stories: Sequence[etree._Element]) -> dict[tuple[str, str], str]:
    """Return what bound controls show before anything is marked, by their data and the way to it.

    Args:
        stories: The roots of the parts that hold text.
    """
    return {_bound_to(binding): _words(control) for root in stories for control, binding in _bound(root)}


def unbind(stories: Sequence[etree._Element], shown: Mapping[tuple[str, str], str]) -> None:
    """Take the binding from controls whose words change.

    Args:
        stories: The roots of the parts that hold text, marked.
        shown: What the data of the first document say, as its controls show it.
    """
    for control, binding in [found for root in stories for found in _bound(root)]:
        if next(control.iterancestors(f"{W}del", f"{W}moveFrom"), None) is not None:
            continue  # comes back as it was
        changes = next(control.iter(*_MARKS), None) is not None or _comes(control)
        if changes and shown.get(_bound_to(binding)) != _words(control):
            binding.getparent().remove(binding)  # type: ignore[union-attr]


def _comes(control: etree._Element) -> bool:
    """Whether a control is inserted with what it stands in."""
    if next(control.iterancestors(*_INSERTED), None) is not None:
        return True
    rows = control.iterancestors(f"{W}tr")
    return any(row.find(f"{W}trPr/{W}ins") is not None for row in rows)


def _bound(root: etree._Element) -> Iterator[tuple[etree._Element, etree._Element]]:
    for control in root.iter(f"{W}sdt"):
        for binding in control.iterfind(f"{W}sdtPr/{_BINDING}"):
            yield control, binding


def _bound_to(binding: etree._Element) -> tuple[str, str]:
    item, path = (str(binding.get(f"{W}{key}", "")) for key in ("storeItemID", "xpath"))
    return item.casefold(), path


def _words(control: etree._Element) -> str:
    """The words that a control shows when all is accepted, its lines apart."""
    content = control.find(f"{W}sdtContent")
    found = content.iter(f"{W}t", f"{W}p") if content is not None else ()
    return "".join("\n" if node.tag == f"{W}p" else node.text or "" for node in found).strip("\n")
