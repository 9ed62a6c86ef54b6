"""Changes the code a little, many times, and sees whether a test fails: what no test notices is named.

The changes are cosmic-ray's. This script draws a sample of them, one at a place, and runs for each only the tests that
run the changed line, the quickest first, until one fails. A changed module lives in memory; no file is touched.
"""

from __future__ import annotations

import argparse
import ast
import functools
import hashlib
import importlib.abc
import importlib.util
import json
import os
import random
import re
import resource
import signal
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent
BUILD = PROJECT / "build" / "mutants"
PACKAGES = {
    "engine": "redline/engine redline/model tests/test_cases.py tests/test_laws.py tests/test_engine.py "
    "tests/test_thresholds.py tests/test_amend.py tests/test_compilation.py tests/test_relations.py "
    "tests/test_brackets.py tests/test_model.py tests/test_pairs.py tests/test_units.py tests/test_verify.py",
    "tasks": "redline/tasks redline/library tests/test_cli.py tests/test_names.py tests/test_doubts.py "
    "tests/test_apply.py tests/test_compilation.py tests/test_verify.py "
    "tests/test_attach.py tests/test_choices.py tests/test_import.py tests/test_other_writers.py tests/test_texts.py "
    "tests/test_relations.py tests/test_tasks.py tests/test_tasks_small.py tests/test_in_place.py "
    "tests/test_in_place_kinds.py tests/test_in_place_headers.py tests/test_in_place_kept.py "
    "tests/test_in_place_links.py tests/test_in_place_small.py tests/test_proving.py",
    "writers/in_place": "redline/writers/in_place tests/test_apply.py tests/test_in_place.py tests/test_effective.py "
    "tests/test_in_place_kinds.py tests/test_in_place_headers.py tests/test_in_place_kept.py "
    "tests/test_in_place_links.py tests/test_in_place_small.py tests/test_proving.py",
}
"""Folders of redline/, and the tests that hold each."""
_SLOW_FIXTURES = {"soffice", "libreoffice", "browser", "context", "office", "installed"}
"""Other programs, or a process of its own, which would not have our change."""
_SLOW = 3.0  # seconds of a test above which it is not run for every mutant
_FEW = 3  # of those, where no quicker test runs a line
_PATIENCE = 30  # seconds of a core that a mutant gets beyond three times what its tests need: more is an endless loop
_LOAD = 20  # times as long by the clock, since others may use the machine too: more is a lock that nobody opens
_PLAIN = ["-q", "-p", "no:cacheprovider", "-p", "no:xdist", "-W", "ignore::pytest.PytestAssertRewriteWarning"]
_EXAMPLES = 50  # of a property, for each mutant
_FIRST = 25  # tests that are tried before the files of all others are loaded
_SILLY = re.compile(r"Variable|Operator_(Is|IsNot)_(?!Is)|Operator_(Eq|NotEq)_Is")
"""``is`` stands here between objects of which there is one: ``==`` for it changes nothing, and ``<`` fails at once. The
operators on variables ask for names."""
Place = tuple[int, int]
"""Line from 1, column from 0."""


@dataclass(frozen=True, slots=True)
class Mutant:
    """One change of one file."""

    path: str
    """Below the project: ``"redline/engine/options.py"``."""

    line: int
    column: int
    operator: str
    """What cosmic-ray calls the change."""

    occurrence: int
    """Which of the places in the file that the operator can change."""

    @property
    def name(self) -> str:
        """How it is named, also to ``--only``."""
        return f"{self.path}:{self.line}:{self.column}:{self.operator.partition('/')[2]}:{self.occurrence}"


def mutants_of(path: Path) -> Iterator[Mutant]:
    """Yield the changes of a file that can matter."""
    from cosmic_ray.ast import ast_nodes, get_ast
    from cosmic_ray.plugins import get_operator, operator_names

    source = path.read_text(encoding="utf-8")
    idle = _idle_places(source)
    nodes = list(ast_nodes(get_ast(source)))
    for name in operator_names():
        if _SILLY.search(name):
            continue
        operator = get_operator(name)()
        count = -1
        for node in nodes:
            for start, _ in operator.mutation_positions(node):
                count += 1
                if not any(first <= start < last for first, last in idle):
                    yield Mutant(path.relative_to(PROJECT).as_posix(), *start, name, count)


def _idle_places(source: str) -> list[tuple[Place, Place]]:
    """Where a change changes nothing: annotations, aliases of types, dataclasses' making, caches, zip's strict."""
    lines = source.splitlines()

    def ends(node: ast.expr | ast.stmt | ast.keyword) -> tuple[Place, Place]:
        places = ((node.lineno, node.col_offset), (node.end_lineno, node.end_col_offset))
        first, last = ((line, len(lines[line - 1].encode()[:column].decode())) for line, column in places)
        at = lines[first[0] - 1][: first[1]].rstrip()
        return ((first[0], len(at) - 1) if at.endswith("@") else first), last  # a decorator, as cosmic-ray counts it

    return [ends(node) for node in _idle(ast.parse(source))]


def _idle(tree: ast.Module) -> Iterator[ast.expr | ast.stmt | ast.keyword]:
    for node in tree.body:
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.BinOp) and isinstance(node.value.op, ast.BitOr):
            yield node
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            yield from (d for d in node.decorator_list if any(w in ast.unparse(d) for w in ("dataclass", "cache")))
        if isinstance(node, ast.FunctionDef) and node.returns is not None:
            yield node.returns
        if isinstance(node, ast.arg | ast.AnnAssign) and node.annotation is not None:
            yield node.annotation
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "zip":
            yield from node.keywords


def sampled(package: str, size: int | None, seed: int) -> list[Mutant]:
    """A sample of a package's mutants, at each place at most one; all of them if no size is given."""
    places: dict[tuple[str, int, int], list[Mutant]] = {}
    for path in sorted((PROJECT / "redline" / package).rglob("*.py")):
        for mutant in mutants_of(path):
            places.setdefault((mutant.path, mutant.line, mutant.column), []).append(mutant)
    if size is None:
        return [mutant for listed in places.values() for mutant in listed]
    chance = random.Random(f"{seed} {package}")
    chosen = chance.sample(sorted(places), min(size, len(places)))
    return [chance.choice(places[place]) for place in sorted(chosen)]


# which test runs which line


class Fewer:
    """A pytest plugin: properties try fewer examples, and look for no smaller one when one fails."""

    def pytest_collection_modifyitems(self, items) -> None:
        """Give each property other settings."""
        from hypothesis import Phase, settings

        for item in items:
            function = getattr(item, "function", None)
            own = getattr(function, "_hypothesis_internal_use_settings", None)
            if own is not None:
                few, phases = min(own.max_examples, _EXAMPLES), (Phase.explicit, Phase.generate)
                function._hypothesis_internal_use_settings = settings(own, max_examples=few, phases=phases)


class Choosing:
    """A pytest plugin: leaves out what is slow or blind to us, and notes how long each test takes."""

    def __init__(self) -> None:
        self.seconds: Counter[str] = Counter()
        self.failed: set[str] = set()

    def pytest_collection_modifyitems(self, config, items) -> None:
        """Leave out tests that start other programs."""
        out = [item for item in items if _SLOW_FIXTURES & set(getattr(item, "fixturenames", ()))]
        config.hook.pytest_deselected(items=out)
        items[:] = [item for item in items if item not in out]

    def pytest_runtest_logreport(self, report) -> None:
        """Add up what a test takes."""
        self.seconds[report.nodeid] += report.duration
        if report.failed:
            self.failed.add(report.nodeid)


@dataclass(frozen=True, slots=True)
class Coverage:
    """Which tests run which lines, and how long each takes."""

    lines: dict[str, dict[str, list[str]]]
    """By file and line the tests; those of the whole file, run when it is loaded, under ``""``."""

    seconds: dict[str, float]

    def tests(self, mutant: Mutant) -> list[str]:
        """The tests that run a mutant's line, the quickest first; those of the file for what runs at import.

        Slow ones are none of them, unless there are no others.
        """
        by_line = self.lines.get(mutant.path, {})
        found = by_line.get(str(mutant.line), [])
        if not found or "" in found:
            found = sorted({test for listed in by_line.values() for test in listed if test})
        ordered = sorted(filter(None, found), key=lambda test: self.seconds.get(test, 0))
        return [test for test in ordered if self.seconds.get(test, 0) <= _SLOW] or ordered[:_FEW]


def covered(package: str) -> Coverage:
    """Run the tests once with coverage; what was found for a file of tests and the same sources before is taken."""
    files = PACKAGES.get(package, f"redline/{package} tests").split()
    known = {file: BUILD / f"coverage-{digest}.json" for file, digest in _digests(files).items()}
    missing = [file for file in files if not known[file].exists()]
    if missing:
        BUILD.mkdir(parents=True, exist_ok=True)
        print(f"running {' '.join(missing)} once, to know which test runs which line", flush=True)
        child = os.fork()
        if not child:
            os._exit(_cover({file: known[file] for file in missing}))
        if os.waitpid(child, 0)[1]:
            sys.exit("the tests cannot be run")
    lines: dict[str, dict[str, list[str]]] = {}
    seconds: dict[str, float] = {}
    for file in files:
        found = Coverage(**json.loads(known[file].read_text(encoding="utf-8")))
        seconds |= found.seconds
        for path, by_line in found.lines.items():
            for line, tests in by_line.items():
                listed = lines.setdefault(path, {}).setdefault(line, [])
                listed += [test for test in tests if test not in listed]
    return Coverage(lines, seconds)


def _digests(files: list[str]) -> dict[str, str]:
    """What the lines that each file of tests runs depend on: the code, the texts, what tests share, and itself."""

    def digest_of(paths: Iterable[Path]) -> bytes:
        digest = hashlib.sha256()
        for path in sorted(paths):
            if path.is_file() and "__pycache__" not in path.parts:
                digest.update(f"{path.relative_to(PROJECT)}\0".encode() + path.read_bytes())
        return digest.digest()

    common = [path for folder in ("redline", "texts") for path in (PROJECT / folder).rglob("*")]
    common += [path for path in (PROJECT / "tests").rglob("*") if not path.name.startswith("test_")]
    shared = digest_of(common)
    return {
        file: hashlib.sha256(
            shared + file.encode() + digest_of([PROJECT / file, *(PROJECT / file).rglob("*")])
        ).hexdigest()[:16]
        for file in files
    }


def _cover(known: dict[str, Path]) -> int:
    """Run files of tests together, and write down for each what was found."""
    import coverage
    import pytest

    data = BUILD / f"coverage-{os.getpid()}.data"
    os.environ["COVERAGE_FILE"] = str(data)
    os.sched_getaffinity = lambda pid: {0}  # nothing is spread over processes that are not measured
    choosing = Choosing()
    arguments = ["--cov=redline", "--cov-context=test", "--cov-report=", *_PLAIN, *known]
    status = pytest.main(arguments, plugins=[choosing, Fewer()])
    if status > 1:
        return int(status)
    measured = coverage.CoverageData(str(data))
    measured.read()
    found: dict[str, dict[str, dict[str, list[str]]]] = {file: {} for file in known}
    for path in sorted(measured.measured_files()):
        name = Path(path).relative_to(PROJECT).as_posix()
        for line, contexts in measured.contexts_by_lineno(path).items():
            tests = sorted({context.partition("|")[0] for context in contexts} - choosing.failed)
            for file in known:
                if own := [test for test in tests if not test or test.startswith(file)]:
                    found[file].setdefault(name, {})[str(line)] = own
    for file, written in known.items():
        seconds = {test: spent for test, spent in choosing.seconds.items() if test.startswith(file)}
        written.write_text(json.dumps({"lines": found[file], "seconds": seconds}), encoding="utf-8")
    data.unlink()
    return 0


# one mutant


class Loader(importlib.abc.MetaPathFinder, importlib.abc.SourceLoader):
    """Loads one module from a changed source."""

    def __init__(self, path: str, source: str) -> None:
        parts = list(Path(path).with_suffix("").parts)
        self.package = parts[-1] == "__init__"
        self.module, self.path, self.source = ".".join(parts[: -1 if self.package else None]), path, source

    def find_spec(self, fullname, path=None, target=None):
        """Find the changed module alone."""
        if fullname != self.module:
            return None
        return importlib.util.spec_from_file_location(
            fullname,
            PROJECT / self.path,
            loader=self,
            submodule_search_locations=[str((PROJECT / self.path).parent)] if self.package else None,
        )

    def get_filename(self, fullname):
        """Return where the module would be."""
        return str(PROJECT / self.path)

    def get_data(self, path):
        """Return the changed source, and no compiled one."""
        if path.endswith(".pyc"):
            raise OSError(path)
        return self.source.encode()


def outcome(mutant: Mutant, coverage: Coverage) -> tuple[str, str]:
    """What became of a mutant, and its change."""
    import difflib

    from cosmic_ray.mutating import mutate_code
    from cosmic_ray.plugins import get_operator

    source = (PROJECT / mutant.path).read_text(encoding="utf-8")
    changed = mutate_code(source, get_operator(mutant.operator)(), mutant.occurrence)
    if changed is None or changed == source:
        return "equal", ""
    shown = [
        line
        for line in difflib.unified_diff(source.splitlines(), changed.splitlines(), lineterm="", n=0)
        if line[:1] in "+-" and line[:3] not in ("+++", "---")
    ]
    tests = coverage.tests(mutant)
    if not tests:
        return "no test", "\n".join(shown)
    for some in (tests[:_FIRST], tests[_FIRST:]):
        found = _run(mutant.path, changed, some, coverage) if some else "survived"
        if found != "survived":
            break
    return found, "\n".join(shown)


def _run(path: str, changed: str, tests: list[str], coverage: Coverage) -> str:
    most = int(_PATIENCE + 3 * sum(coverage.seconds.get(test, 0) for test in tests))
    child = os.fork()
    if not child:
        resource.setrlimit(resource.RLIMIT_CPU, (most, most))
        os._exit(_tested(path, changed, tests))
    limit = time.monotonic() + _LOAD * most
    while time.monotonic() < limit:
        done, status = os.waitpid(child, os.WNOHANG)
        if done:
            code = os.waitstatus_to_exitcode(status)
            slow = code in (-signal.SIGXCPU, -signal.SIGKILL)
            return "too slow" if slow else {0: "survived", 5: "no test"}.get(code, "killed")  # 5: none was there
        time.sleep(0.02)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    return "too slow"


def _tested(path: str, source: str, tests: list[str]) -> int:
    import pytest

    memory = 4 * 1024**3
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))  # a loop that grows is as good as an error
    null = os.open(os.devnull, os.O_WRONLY)
    os.dup2(null, 1)
    os.dup2(null, 2)
    sys.meta_path.insert(0, Loader(path, source))
    listed = Path(tempfile.gettempdir()) / f"mutant-{os.getpid()}"
    listed.write_text("\n".join(tests), encoding="utf-8")
    try:
        return int(
            pytest.main(
                [*_PLAIN, "-x", "--no-cov", "--tb=no", f"@{listed}"],
                plugins=[Fewer(), InOrder(tests)],
            )
        )
    finally:
        listed.unlink()


class InOrder:
    """A pytest plugin: runs the tests asked for, in their order, and no others."""

    def __init__(self, tests: list[str]) -> None:
        self.order = {test: number for number, test in enumerate(tests)}

    def pytest_collection_modifyitems(self, items) -> None:
        """Leave out the other tests of the files."""
        items[:] = sorted((i for i in items if i.nodeid in self.order), key=lambda item: self.order[item.nodeid])


def main() -> None:
    """Say how many mutants no test noticed, and which."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("packages", nargs="*", default=list(PACKAGES), help="folders of redline/")
    parser.add_argument("--sample", default="60", help="mutants of each package, or `all`")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", nargs="+", default=[], help="mutants by name, as an earlier run named them")
    chosen = parser.parse_args()
    os.chdir(PROJECT)
    sys.path.insert(0, str(PROJECT))
    sys.dont_write_bytecode = True
    _preload()
    for package in chosen.packages:
        coverage = covered(package)
        if broken := _unsound(package, coverage):
            sys.exit(f"{broken}: its tests fail without a change, so they would tell nothing")
        drawn = sampled(package, None if chosen.sample == "all" or chosen.only else int(chosen.sample), chosen.seed)
        found: Counter[str] = Counter()
        for mutant in drawn:
            if chosen.only and mutant.name not in chosen.only:
                continue
            what, change = outcome(mutant, coverage)
            found[what] += 1
            if what not in ("killed", "too slow", "equal"):
                print(f"{what}: {mutant.name}\n{change}\n", flush=True)
        dead, alive = found["killed"] + found["too slow"], found["survived"] + found["no test"]
        share = f"{dead / (dead + alive):.0%}" if dead + alive else "nothing"
        print(f"{package}, seed {chosen.seed}: {share} of {dead + alive} killed ({dict(found)})", flush=True)


def _unsound(package: str, coverage: Coverage) -> str:
    """The file of a package that is taken for a mutant although nothing in it was changed."""
    for path in random.Random(package).sample(sorted((PROJECT / "redline" / package).rglob("*.py")), 3):
        mutant = Mutant(path.relative_to(PROJECT).as_posix(), 0, 0, "none", 0)
        tests = coverage.tests(mutant)[:_FIRST]
        if tests and _run(mutant.path, path.read_text(encoding="utf-8"), tests, coverage) != "survived":
            return mutant.path
    return ""


def _preload() -> None:
    """Import what every child needs and no mutant changes, so that each starts at once."""
    import docx, hypothesis, jinja2, jsonschema, lxml.etree, pytest, rapidfuzz.distance, regex, typer, yaml  # noqa
    import hypothesis.strategies, openpyxl, diff_match_patch, xlsxwriter, rich  # noqa
    import _pytest.doctest, _pytest.assertion.rewrite, cosmic_ray.mutating  # noqa

    sys.path.insert(0, str(PROJECT / "tests"))
    import word_pairs  # makes its documents without a module of ours

    word_pairs.pairs = functools.cache(word_pairs.pairs)
    word_pairs.pairs()


if __name__ == "__main__":
    main()
