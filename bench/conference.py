"""How long a large conference takes: 60 delegations, 1,000 amendments of 400 provisions, and ten times that.

Usage: conference.py [AMENDMENTS ...]. The conference is made up, like all in generator.py. It goes through the commands
as a user's would: every redline (Word and HTML), the compilation (four formats), the site.
"""

from __future__ import annotations

import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from generator import make_pair, vocabulary

from redline.model import Amendment, Instrument, Proposal, Provision, Symbol
from redline.tasks.workers import cores
from redline.writers.conference_text import write_conference_text

FIRST = ("index.html", "style.css", "keys.js", "site.js", "icon.svg")  # what the first page of a site loads


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


def write_texts(folder: Path, amendments: int) -> int:
    """Write a conference as texts that redline reads, with positions on ten subjects; return how many amendments."""
    base, proposals = conference(amendments)
    (folder / "base.txt").write_text(write_conference_text(base), encoding="utf-8")
    for proposal in proposals:
        path = folder / f"{proposal.proposer_code}.txt"
        path.write_text(write_conference_text(proposal), encoding="utf-8")
    lines = ["compilation: Made up", "as_of: 2012-05-08", "subjects:"]
    for subject in range(10):
        named = [f"{p.proposer_code}/1/{subject + 1}" for p in proposals if len(p.amendments) > subject]
        lines += [f"  subject-{subject}:", f"    title: Subject {subject}", f"    amendments: [{', '.join(named)}]"]
        lines.append("    proposers: []")
    (folder / "positions.yaml").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return sum(len(proposal.amendments) for proposal in proposals)


def memory_of(process: int) -> int:
    """Return how many bytes a process and its children hold, what they share counted once."""
    total = 0
    try:
        for line in Path(f"/proc/{process}/smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                total += int(line.split()[1]) * 1024
        children = Path(f"/proc/{process}/task/{process}/children").read_text().split()
    except OSError:
        return total
    return total + sum(memory_of(int(child)) for child in children)


def measured(arguments: list[str]) -> tuple[float, int]:
    """Run a command of redline; return its seconds and the most bytes it held at once."""
    began = time.perf_counter()
    command = [sys.executable, "-m", "redline", *arguments, "--quiet"]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    most = 0
    while process.poll() is None:
        most = max(most, memory_of(process.pid))
        time.sleep(0.02)
    assert process.returncode in (0, 2), process.returncode
    return time.perf_counter() - began, most


def main() -> None:
    """Print how long each command takes on each conference, and how much memory."""
    totals = []
    for amendments in [int(argument) for argument in sys.argv[1:]] or [1_000, 10_000]:
        with tempfile.TemporaryDirectory() as made:
            texts, output = Path(made, "texts"), Path(made, "output")
            texts.mkdir()
            count = write_texts(texts, amendments)
            print(f"{count} amendments by 60 delegations on 400 provisions, {cores()} cores")
            total = 0.0
            for command in (["proposal", "--all"], ["compile"], ["site"]):
                seconds, most = measured([*command, "--texts", str(texts), "--output", str(output / command[0])])
                total += seconds
                size = sum(path.stat().st_size for path in output.rglob("*") if path.is_file())
                print(f"  {command[0]:<10}{seconds:7.2f} s{most / 2**20:8.0f} MiB", flush=True)
            first = sum((output / "site" / name).stat().st_size for name in FIRST)
            print(f"  {'all':<10}{total:7.2f} s; {size / 1e6:.0f} MB written; first page {first / 1e3:.0f} kB")
            totals.append(total)
    if len(totals) == 2:
        print(f"{totals[1] / totals[0]:.1f} x")


if __name__ == "__main__":
    main()
