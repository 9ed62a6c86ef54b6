"""Every error that a user can meet: where, what, and what to do next."""

from __future__ import annotations

import difflib
from collections.abc import Sequence


def nearest(word: str, known: Sequence[str], most: int = 3) -> tuple[str, ...]:
    """Return the words of ``known`` that look most like ``word``, best first.

    >>> nearest("RUS/72", ["PRG/29", "RUS/27"])[0]
    'RUS/27'
    """
    folded = {candidate.casefold(): candidate for candidate in reversed(known)}
    return tuple(folded[match] for match in difflib.get_close_matches(word.casefold(), list(folded), most, 0.5))


class RedlineError(Exception):
    """What every error of redline is. The message names the place, the trouble, and what to do next."""

    @property
    def on_one_line(self) -> str:
        """The message without its line ends, for a list of what went wrong.

        >>> LayoutError("a.txt:3", "no text", "Add some.").on_one_line
        'a.txt:3: no text Add some.'
        """
        return str(self).replace("\n", " ")


class LayoutError(RedlineError):
    """A document does not follow its layout at one place."""

    def __init__(self, origin: str, problem: str, advice: str = "") -> None:
        self.origin, self.problem, self.advice = origin, problem, advice
        super().__init__(f"{origin}: {problem}" + (f"\n{advice}" if advice else ""))


class UnreadableDocument(RedlineError):
    """A file cannot be read at all: missing, a folder, empty, too large, not UTF-8, of no known format."""

    def __init__(self, path: str, problem: str, advice: str = "") -> None:
        self.path, self.problem, self.advice = path, problem, advice
        super().__init__(f"{path}: {problem}" + (f"\n{advice}" if advice else ""))


class DocumentNotFound(RedlineError, LookupError):
    """An identifier names no document, amendment, delegation or subject of the library."""

    def __init__(self, wanted: str, *, what: str, known: Sequence[str], where: str) -> None:
        self.wanted, self.what, self.where = wanted, what, where
        self.near = nearest(wanted, known)
        near = f" Nearest there: {', '.join(self.near)}." if self.near else ""
        super().__init__(
            f"{wanted}: no {what} of that name in {where}.{near}\n"
            "`redline list` shows what there is; a file needs its path."
        )


class AmbiguousDocument(RedlineError, LookupError):
    """An identifier fits several documents of the library."""

    def __init__(self, wanted: str, *, fits: Sequence[str]) -> None:
        self.wanted, self.fits = wanted, tuple(fits)
        super().__init__(f"{wanted}: fits {', '.join(fits)}.\nWrite one of these in full.")


class AddressError(RedlineError, ValueError):
    """An address cannot be understood, is not in the instrument, or fits several places of it."""

    def __init__(self, address: str, problem: str, near: Sequence[str] = (), offer: str = "Nearest there") -> None:
        self.address, self.problem, self.near = address, problem, tuple(near)
        offered = f"\n{offer}: {', '.join(near)}." if near else ""
        super().__init__(f"{problem}{offered}")


class ProvisionNotFound(RedlineError, LookupError):
    """A proposal addresses a provision or division that the base text does not have."""

    def __init__(self, wanted: str, *, instrument: str, near: Sequence[str], origin: str, amendment: str) -> None:
        self.wanted, self.instrument, self.near = wanted, instrument, tuple(near)
        self.origin, self.amendment = origin, amendment
        offer = f" Nearest there: {', '.join(near)}." if near else ""
        super().__init__(
            f"{origin}: {amendment}: {wanted} is not in {instrument}.{offer}\n"
            "If the proposal adds it, its symbol should be ADD; otherwise check that --base names the text it amends."
        )


class AmendmentError(RedlineError, ValueError):
    """An amendment cannot be applied, for a reason other than a missing place."""

    def __init__(self, origin: str, amendment: str, problem: str, advice: str) -> None:
        self.origin, self.amendment, self.problem, self.advice = origin, amendment, problem, advice
        super().__init__(f"{origin}: {amendment}: {problem}\n{advice}")


class AnchorNotFound(AmendmentError):
    """An ADD says nowhere, or after something that is not there."""


class ConflictingAmendments(AmendmentError):
    """Two amendments of the same place that are not alternatives."""


class UnpairedMove(AmendmentError):
    """An ADD* without its SUP*, or a SUP* without its ADD*."""


class RevisionsNeedChoice(RedlineError):
    """A Word document that is to be compared has tracked changes already."""

    def __init__(self, path: str) -> None:
        self.path = path
        super().__init__(
            f"{path}: has tracked changes already\n"
            "Say with --existing what becomes of them when the two are compared: accept, reject, or keep."
            " Keeping leaves those of the first."
        )


class PaperError(RedlineError, ValueError):
    """Redlines cannot be attached to a paper."""

    def __init__(self, path: str, problems: Sequence[str]) -> None:
        self.path, self.problems = path, tuple(problems)
        listed = "\n".join(f"  {problem}" for problem in problems)
        super().__init__(f"{path}: nothing was attached:\n{listed}")


class ChoiceError(RedlineError, ValueError):
    """Some choices of a file cannot be made."""

    def __init__(self, origin: str, problems: Sequence[str]) -> None:
        self.origin, self.problems = origin, tuple(problems)
        listed = "\n".join(f"  {problem}" for problem in problems)
        one = len(problems) == 1
        super().__init__(f"{origin}: {len(problems)} choice{'' if one else 's'} cannot be made:\n{listed}")


class OptionError(RedlineError, ValueError):
    """A proposal has alternatives and none was chosen, or one was chosen that it does not have."""

    def __init__(self, proposal: str, options: Sequence[str], chosen: str = "") -> None:
        self.proposal, self.options, self.chosen = proposal, tuple(options), chosen
        if not options:
            message = f"{proposal}: has no options, so option {chosen} cannot be applied.\nLeave --option out."
        elif chosen:
            message = f"{proposal}: has no option {chosen}.\nIts options: {', '.join(options)}."
        else:
            message = (
                f"{proposal}: holds alternatives that are never applied together.\n"
                f"Choose one with --option: {', '.join(options)}."
            )
        super().__init__(message)


class UnknownFormat(RedlineError, ValueError):
    """No writer makes the format asked for."""

    def __init__(self, wanted: str, known: Sequence[str]) -> None:
        self.wanted, self.known = wanted, tuple(known)
        super().__init__(f"{wanted}: no such output format.\nFormats: {', '.join(known)}.")


class OutputError(RedlineError, OSError):
    """An output cannot be written. What stood there before still does."""

    def __init__(self, path: str, problem: str) -> None:
        self.path, self.problem = path, problem
        super().__init__(f"{path}: cannot be written: {problem}\nNothing was changed; choose another place with -o.")


class PdfNotInstalled(RedlineError):
    """PDF was asked for, and what lays it out is not there."""

    def __init__(self, problem: str) -> None:
        self.problem = problem
        super().__init__(
            f"PDF cannot be written: {problem}\n"
            "Install WeasyPrint (pip install 'treaty-redline[pdf]') and Pango (Debian: libpangoft2-1.0-0), "
            "or print the page from a browser."
        )


class VerificationFailed(RedlineError):
    """A document that was written does not give the two texts that it should."""

    def __init__(self, path: str, differences: Sequence[str]) -> None:
        self.path, self.differences = path, tuple(differences)
        super().__init__(f"{path}: is not exact: {'; '.join(differences)}\nNothing was written.")


class StrictNotes(RedlineError):
    """Notes were written and ``--strict`` makes them fatal."""

    def __init__(self, count: int) -> None:
        self.count = count
        super().__init__(f"{count} note{'s' if count != 1 else ''} above, and --strict was given: nothing was written.")
