"""How long a large conference takes: 60 delegations, 1,000 amendments of 400 provisions, and ten times that.

Usage: room.py [AMENDMENTS ...]. The conference is made up, like all in generator.py.
"""

from __future__ import annotations

import random
import sys
import time
from collections.abc import Callable

from generator import make_pair, vocabulary

from redline import api
from redline.engine.collate import collate
from redline.engine.converge import converge
from redline.model import Amendment, Instrument, Member, Proposal, Provision, Symbol
from redline.writers.compilation_json import write_compilation_json
from redline.writers.docx.by_author import write_by_author_docx
from redline.writers.docx.table import write_compilation_docx
from redline.writers.html.compilation import write_compilation_html
from redline.writers.sheet import write_xlsx


def conference(amendments: int, delegations: int = 60, provisions: int = 400) -> tuple[Instrument, list[Proposal]]:
    """Return a treaty and the proposals of some delegations, so many amendments in all."""
    chance, known = random.Random(1), vocabulary()
    base = make_pair(provisions, seed=1).base
    places = [p for d in base.divisions for p in d.provisions]
    proposals = []
    for number in range(delegations):
        code = f"D{number:02d}"
        share = amendments // delegations + (number < amendments % delegations)
        listed = []
        for at, place in enumerate(chance.sample(places, min(share, len(places))), 1):
            action = chance.random()
            identifier = f"{code}/1/{at}"
            if action < 0.5:
                words = place.text.split(" ")
                words[chance.randrange(len(words))] = chance.choice(known)
                listed.append(
                    Amendment(Symbol.MOD, identifier, (Provision(place.number, place.label, "", " ".join(words)),))
                )
            elif action < 0.8:
                new = Provision(f"{place.number}A", "", "", " ".join(chance.choices(known, k=25)))
                listed.append(Amendment(Symbol.ADD, identifier, (new,), after=place.number))
            elif action < 0.9:
                listed.append(Amendment(Symbol.SUP, identifier, (Provision(place.number),)))
            else:
                listed.append(Amendment(Symbol.NOC, identifier, (Provision(place.number),)))
        proposals.append(Proposal(f"{code}/1", "Made up", tuple(listed), (code,), proposer_code=code, base=base.id))
    return base, proposals


def timed(name: str, run: Callable[[], object]) -> object:
    """Run a step and print how long it took."""
    began = time.perf_counter()
    made = run()
    print(f"  {name:<22}{time.perf_counter() - began:6.2f} s", flush=True)
    return made


def main() -> None:
    """Print how long each step takes."""
    for amendments in [int(argument) for argument in sys.argv[1:]] or [1_000, 10_000]:
        base, proposals = conference(amendments)
        print(f"{sum(len(p.amendments) for p in proposals)} amendments by {len(proposals)} delegations")
        members = timed(
            "redlines",
            lambda: [Member(p.proposer_code, p.proposer, api.redline_of(base, p), (p,)) for p in proposals],
        )
        assert isinstance(members, list)
        timed("redlines as docx, html", lambda: [api.render(m.redline, f) for m in members for f in ("docx", "html")])
        compilation = collate(base, members)
        timed("collate", lambda: collate(base, members))
        timed("converge", lambda: converge(compilation))
        for name, write in (
            ("table docx", write_compilation_docx),
            ("by author docx", write_by_author_docx),
            ("html", write_compilation_html),
            ("xlsx", write_xlsx),
            ("json", write_compilation_json),
        ):
            timed(name, lambda write=write: write(compilation))


if __name__ == "__main__":
    main()
