"""Makes legal documents of any length, and a revision of each with a known list of edits.

The documents are made up: their words are those of the treaty in texts/, drawn at random, and mean nothing. What is
known of a pair is which provision became which, which moved, and how many words were truly edited.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from redline import api
from redline.model import Division, DivisionKind, Heading, Instrument, Provision

_ARTICLE = 20  # provisions of an article


@dataclass(frozen=True, slots=True)
class Shares:
    """Which part of the provisions meets which edit."""

    edited: float = 0.10
    inserted: float = 0.03
    deleted: float = 0.03
    moved: float = 0.02
    articles_inserted: int = 0
    articles_moved: int = 0


ORDINARY = Shares(edited=0.05, inserted=0.01, deleted=0.01, moved=0.005)
"""A revision as most are: with ``numbered=False``, nearly every paragraph is as it was."""


@dataclass(frozen=True, slots=True)
class Truth:
    """A made-up pair, and what is true of it."""

    base: Instrument
    revised: Instrument
    became: dict[int, int]
    """Which provision of the base, counted from 0, became which of the revised text."""

    moved: frozenset[int]
    """Provisions of the base that were taken elsewhere, alone or with their article."""

    edited_words: int
    """Words deleted and inserted in provisions that stand in both texts, and in those that do not."""

    renumbered_fields: int
    """Numbers and labels that changed, twice each: deleted and inserted."""


@dataclass(slots=True)
class _Paragraph:
    words: list[str]
    origin: int | None = None
    deleted: int = 0
    inserted: int = 0
    moved: bool = False


@dataclass(slots=True)
class _Article:
    title: str
    paragraphs: list[_Paragraph]


def vocabulary() -> list[str]:
    """The words of the treaty, each as often as it stands there."""
    text = " ".join(api.texts().instrument("itrs-1988").lines)
    return [word.strip('.,;:()“”"') for word in text.split() if word.isalpha()]


def make_pair(provisions: int, seed: int = 1, shares: Shares | None = None, numbered: bool = True) -> Truth:
    """Return a base of so many provisions and a revision of it.

    Args:
        provisions: How many the base has.
        seed: Which of the pairs; the same seed always gives the same pair.
        shares: How much is edited.
        numbered: Whether provisions print marginal numbers and labels.
    """
    shares = shares or Shares()
    chance = random.Random(seed)
    known = vocabulary()
    base = _articles(provisions, chance, known)
    flat = [paragraph for article in base for paragraph in article.paragraphs]
    for number, paragraph in enumerate(flat):
        paragraph.origin = number
    revised = [_Article(a.title, [replace(p, words=list(p.words)) for p in a.paragraphs]) for a in base]
    lost = _edit(revised, provisions, shares, chance, known)
    old, new = _instrument("base", base, numbered), _instrument("revised", revised, numbered)
    return _truth(old, new, revised, lost, numbered)


def _articles(provisions: int, chance: random.Random, known: Sequence[str]) -> list[_Article]:
    found: list[_Article] = []
    for number in range(provisions):
        if number % _ARTICLE == 0:
            found.append(_Article(" ".join(chance.choices(known, k=4)).capitalize(), []))
        found[-1].paragraphs.append(_Paragraph(_sentences(chance, known)))
    return found


def _sentences(chance: random.Random, known: Sequence[str]) -> list[str]:
    words: list[str] = []
    for _ in range(chance.randint(1, 4)):
        sentence = chance.choices(known, k=chance.randint(8, 30))
        sentence[0] = sentence[0].capitalize()
        for at in range(5, len(sentence) - 3, chance.randint(6, 11)):
            sentence[at] += ","
        sentence[-1] += "."
        words += sentence
    return words


def _edit(
    articles: list[_Article], provisions: int, shares: Shares, chance: random.Random, known: Sequence[str]
) -> int:
    """Edit the articles in place; return how many words of deleted provisions are lost."""
    flat = [p for a in articles for p in a.paragraphs]
    order = chance.sample(flat, len(flat))
    counts = [round(share * provisions) for share in (shares.edited, shares.deleted, shares.moved)]
    edited, deleted, moved = (
        order[: counts[0]],
        order[counts[0] :][: counts[1]],
        order[-counts[2] :] if counts[2] else [],
    )
    for paragraph in (*edited, *moved[::2]):  # every other provision that moves is edited on the way
        _edit_words(paragraph, chance, known)
    gone = {id(p) for p in (*deleted, *moved)}
    for article in articles:
        article.paragraphs[:] = [p for p in article.paragraphs if id(p) not in gone]
    for paragraph in moved:
        paragraph.moved = True
        home = (paragraph.origin or 0) // _ARTICLE
        far = [i for i in range(len(articles)) if abs(i - home) > 1] or list(range(len(articles)))
        target = articles[chance.choice(far)].paragraphs
        target.insert(chance.randint(0, len(target)), paragraph)
    for _ in range(round(shares.inserted * provisions)):
        target = chance.choice(articles).paragraphs
        target.insert(chance.randint(0, len(target)), _Paragraph(_sentences(chance, known)))
    for _ in range(shares.articles_moved):
        article = articles.pop(chance.randrange(len(articles)))
        articles.insert(chance.randint(0, len(articles)), article)
        for paragraph in article.paragraphs:
            paragraph.moved = True
    for _ in range(shares.articles_inserted):
        new = _Article(" ".join(chance.choices(known, k=4)).capitalize(), [])
        new.paragraphs += [_Paragraph(_sentences(chance, known)) for _ in range(chance.randint(3, 12))]
        articles.insert(chance.randint(0, len(articles)), new)
    return sum(len(p.words) for p in deleted)


def _edit_words(paragraph: _Paragraph, chance: random.Random, known: Sequence[str]) -> None:
    """Replace, insert or delete one to three phrases, none beside another."""
    free = set(range(1, len(paragraph.words) - 1))
    places = []
    for _ in range(chance.randint(1, 3)):
        size = chance.randint(1, 4)
        fits = [i for i in free if all(at in free for at in range(i - 2, i + size + 2))]
        if fits:
            at = chance.choice(sorted(fits))
            places.append((at, size))
            free -= set(range(at - 3, at + size + 3))
    for at, size in sorted(places, reverse=True):
        action = chance.choice(("replace", "insert", "delete"))
        old = [] if action == "insert" else paragraph.words[at : at + size]
        around = {word.strip(",.").casefold() for word in paragraph.words[max(at - 6, 0) : at + size + 6]}
        new = [] if action == "delete" else _strangers(chance, known, around, chance.randint(1, 4))
        if new and old and old[-1][-1] in ",.":
            new[-1] += old[-1][-1]
        paragraph.words[at : at + len(old)] = new
        paragraph.deleted += len(old)
        paragraph.inserted += len(new)


def _strangers(chance: random.Random, known: Sequence[str], around: set[str], count: int) -> list[str]:
    found: list[str] = []
    while len(found) < count:
        word = chance.choice(known)
        if word.casefold() not in around:
            found.append(word)
    return found


def _instrument(name: str, articles: Sequence[_Article], numbered: bool) -> Instrument:
    divisions, number = [], 0
    for at, article in enumerate(articles, 1):
        provisions = []
        for place, paragraph in enumerate(article.paragraphs, 1):
            number += 1
            lead = (str(number), f"{at}.{place}") if numbered else ("", "")
            provisions.append(Provision(*lead, "", " ".join(paragraph.words)))
        divisions.append(Division(Heading(DivisionKind.ARTICLE, str(at), article.title), tuple(provisions)))
    return Instrument(name, "A treaty made up for measuring", tuple(divisions))


def _truth(base: Instrument, revised: Instrument, articles: Sequence[_Article], lost: int, numbered: bool) -> Truth:
    flat = [p for a in articles for p in a.paragraphs]
    became = {p.origin: at for at, p in enumerate(flat) if p.origin is not None}
    old, new = ([p for d in i.divisions for p in d.provisions] for i in (base, revised))
    edited = lost + sum(p.deleted + p.inserted if p.origin is not None else len(p.words) for p in flat)
    fields = 0
    for at, paragraph in enumerate(flat):
        if paragraph.origin is not None and numbered:
            fields += 2 * sum(a != b for a, b in zip(old[paragraph.origin].prefix, new[at].prefix, strict=True))
    if numbered:
        edited += 2 * (len(old) - len(became)) + 2 * (len(new) - len(became))
    titles = Counter(d.heading.title for d in revised.divisions) - Counter(d.heading.title for d in base.divisions)
    edited += sum(len(title.split()) + 2 for title in titles.elements())
    fields += _renumbered_articles(base, revised)
    moved = frozenset(p.origin for p in flat if p.moved and p.origin is not None)
    return Truth(base, revised, became, moved, edited, fields)


def _renumbered_articles(base: Instrument, revised: Instrument) -> int:
    """Numbers of articles that changed; titles tell articles apart, where they are unique."""
    old = {d.heading.title: d.heading.number for d in base.divisions}
    return sum(2 for d in revised.divisions if d.heading.title in old and old[d.heading.title] != d.heading.number)
