"""HTML pages, read back by a reader of the tests' own, and opened in Chromium."""

from __future__ import annotations

import re
import zipfile
from io import BytesIO
from pathlib import Path

import docx_reader
import html_reader
import pytest
from conftest import ALL, every_redline
from lxml import html

from redline import api
from redline.engine.amend.redlining import redline_of
from redline.engine.together.collate import collate
from redline.engine.together.relate import relate
from redline.model import Amendment, Division, DivisionKind, Heading, Instrument, Member, Proposal, Provision, Symbol
from redline.tasks.compile import CompileOptions, compare_delegations, compile_proposals
from redline.writers.docx.by_author import write_by_author_docx
from redline.writers.docx.table import write_compilation_docx
from redline.writers.html.compilation import write_comparison_html, write_compilation_html
from redline.writers.options import Context, WriteOptions
from redline.writers.sheet import write_xlsx

BARE = WriteOptions(context=Context.WHOLE, bare=True)
RUS, ETNO, C28 = (
    next(m.redline for m in ALL if m.name == name) for name in ("RUS-27", "CWG-WCIT12-C109", "CWG-WCIT12-C28")
)
EVIL = "</style></script><script>alert(1)</script>\"'><img src=x onerror=alert(2)>&amp;{{7*7}}"


def evil_redline():
    """Made up for the test: every text that a stranger may write tries to become markup."""
    base = Instrument(
        "base", EVIL, (Division(Heading(DivisionKind.ARTICLE, "1", EVIL), (Provision("1", "1.1", "", EVIL),)),)
    )
    new = Provision("1", "1.1", "", f"{EVIL} more")
    amendment = Amendment(Symbol.MOD, f"TST/1{EVIL}", (new,), reasons=EVIL)
    return redline_of(base, Proposal(EVIL, EVIL, (amendment,), (EVIL,)))


@every_redline
def test_accept_and_reject_are_exact(made):
    page = api.render(made.redline, "html", BARE)
    assert html_reader.lines(page, accept=True) == made.redline.revised.lines
    assert html_reader.lines(page, accept=False) == made.redline.base.lines
    assert html_reader.side(page, "base") == made.redline.base.lines
    assert html_reader.side(page, "revised") == made.redline.revised.lines


@every_redline
@pytest.mark.parametrize("options", [WriteOptions(), WriteOptions(clean=True), BARE], ids=["redline", "clean", "bare"])
def test_a_page_needs_nothing_from_elsewhere(made, options):
    page = api.render(made.redline, "html", options)
    root = html.document_fromstring(page.decode())
    assert not root.xpath("//@src | //link | //iframe | //object | //embed | //base | //form")
    assert all(href.startswith("#") for href in root.xpath("//@href"))
    assert not re.search(r"url\(|@import", page.decode())
    assert not root.xpath("//@*[starts-with(name(), 'on')] | //@style")
    ids = root.xpath("//@id")
    assert len(ids) == len(set(ids))
    assert {href[1:] for href in root.xpath("//@href")} <= set(ids)


@every_redline
def test_a_mark_stays_inside_its_paragraph(made):
    """One ins or del a stretch, never across blocks, each announced by words that are really there."""
    root = html.document_fromstring(api.render(made.redline, "html").decode())
    for mark in root.xpath("//main//ins | //main//del"):
        assert not mark.xpath(".//p | .//div | .//ins | .//del")
        said = [node.text.strip() for node in mark.xpath("./span[@class='say']")]
        assert said[0] in ("inserted:", "deleted:", "moved here:", "moved away:")
        assert said[-1] == "end"


def test_nothing_that_a_document_says_becomes_markup():
    page = api.render(evil_redline(), "html").decode()
    root = html.document_fromstring(page)
    assert len(root.xpath("//script")) == 1
    assert len(root.xpath("//style")) == 1
    assert not root.xpath("//img")
    assert "49" not in root.xpath("string(//h1)")


def test_the_language_of_the_treaty_is_marked():
    base = Instrument(
        "ar", "لوائح", (Division(Heading(DivisionKind.BODY), (Provision("1", text="نص"),)),), language="ar"
    )
    revised = Instrument(
        "ar2", "لوائح", (Division(Heading(DivisionKind.BODY), (Provision("1", text="نص جديد"),)),), "ar"
    )
    root = html.document_fromstring(api.render(api.compare(base, revised), "html").decode())
    (treaty,) = root.xpath("//div[@class='treaty']")
    assert (treaty.get("lang"), treaty.get("dir")) == ("ar", "rtl")


# in a browser


@pytest.fixture
def opened(context, tmp_path: Path):
    """Open a redline in Chromium; gives the page. Any request but the file, or any error, fails the test."""
    pages = []

    def open_page(redline, **settings):
        path = tmp_path / f"page{len(pages)}.html"
        path.write_bytes(api.render(redline, "html", settings.pop("options", None)))
        page = context(**({"viewport": {"width": 1280, "height": 900}} | settings)).new_page()
        pages.append(page)
        problems: list[str] = []
        page.on("console", lambda message: problems.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: problems.append(str(error)))
        page.on("request", lambda request: request.url == path.as_uri() or problems.append(request.url))
        page.goto(path.as_uri())
        page.problems = problems
        return page

    yield open_page
    for page in pages:
        assert not page.problems


def test_the_change_list_leads_to_the_changes(opened):
    page = opened(RUS)
    links = page.locator("nav a")
    assert links.count() == 11
    for number in range(links.count()):
        link = links.nth(number)
        link.click()
        target = page.locator(link.get_attribute("href"))
        box = target.bounding_box()
        assert 0 <= box["y"] < 900
        assert target.evaluate("node => node.matches(':target')")


def test_side_by_side_shows_both_texts_next_to_each_other(opened):
    page = opened(ETNO)
    page.check("#view-side")
    row = page.locator("#change-" + page.locator("nav a").nth(1).get_attribute("href").removeprefix("#change-"))
    base, revised = row.locator(".cell.base"), row.locator(".cell.revised")
    left, right = base.bounding_box(), revised.bounding_box()
    assert left["x"] + left["width"] <= right["x"]
    assert abs(left["y"] - right["y"]) < 2
    assert "Administrations*" in base.inner_text()
    assert "Operating Agencies" not in base.inner_text()
    assert "Operating Agencies" in revised.inner_text()
    assert not row.locator(".cell.inline").is_visible()


@pytest.mark.parametrize("redline", [RUS, ETNO, C28], ids=["RUS-27", "C109", "C28"])
@pytest.mark.parametrize("side", ["base", "revised"])
def test_a_clean_view_is_that_text_without_marks(opened, redline, side):
    page = opened(redline, options=WriteOptions(context=Context.WHOLE))
    page.check(f"#view-{side}")
    instrument = getattr(redline, side)
    shown = page.evaluate(
        """() => [...document.querySelectorAll('.treaty .words p, .treaty .heading .cell > span')]
            .filter(node => node.offsetParent).map(node => node.innerText)"""
    )
    wanted = [
        part
        for item in instrument.items
        for part in (item.text.split("\n") if not hasattr(item, "lines") else item.lines)
    ]
    assert [" ".join(text.split()) for text in shown] == [" ".join(text.split()) for text in wanted if text]
    marked = page.evaluate(
        """() => [...document.querySelectorAll('.treaty ins, .treaty del')].filter(node => node.offsetParent)
            .filter(node => getComputedStyle(node).textDecorationLine !== 'none').length"""
    )
    assert marked == 0


def test_marks_differ_by_more_than_colour(opened):
    page = opened(ETNO)
    line = "node => getComputedStyle(node).textDecorationLine"
    assert page.locator("main .cell.inline ins").first.evaluate(line) == "underline"
    assert page.locator("main .cell.inline del").first.evaluate(line) == "line-through"


def test_keys_step_through_the_changes_and_can_be_switched_off(opened):
    page = opened(ETNO)
    for number in range(3):
        page.keyboard.press("n")
        assert page.evaluate("document.activeElement.id") == page.locator("nav a").nth(number).get_attribute("href")[1:]
    page.keyboard.press("p")
    second = page.locator("nav a").nth(1).get_attribute("href")[1:]
    assert page.evaluate("document.activeElement.id") == second
    page.uncheck("#keys")
    page.locator(f"#{second}").focus()
    page.keyboard.press("n")
    assert page.evaluate("document.activeElement.id") == second


def test_marks_are_announced_in_words_and_that_can_be_switched_off(opened):
    page = opened(ETNO)
    said = page.locator("main .cell.inline ins .say").first
    assert said.evaluate("node => getComputedStyle(node).display") != "none"
    page.uncheck("#say")
    assert said.evaluate("node => getComputedStyle(node).display") == "none"


def test_all_can_be_read_without_a_script(opened):
    page = opened(ETNO, java_script_enabled=False)
    assert page.locator("button").first.is_hidden()
    page.check("#view-side")
    assert page.locator(".cell.revised").first.is_visible()
    assert page.locator(".cell.inline").first.is_hidden()


def test_a_page_that_tries_to_run_a_script_does_not(opened):
    page = opened(evil_redline())
    assert page.locator("main img").count() == 0
    assert "alert(1)" in page.locator(".cell.inline .words").first.inner_text()


def test_a_narrow_window_does_not_scroll_sideways(opened):
    page = opened(RUS, viewport={"width": 360, "height": 700})
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_print_leaves_the_switches_out(opened):
    page = opened(ETNO)
    page.emulate_media(media="print")
    assert page.locator(".toolbar").is_hidden()
    assert page.locator("main .cell.inline ins").first.is_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("view", ["inline", "side", "base", "revised"])
def test_axe_finds_no_violation(opened, view, scheme):
    for redline in (RUS, ETNO, C28):
        page = opened(redline, color_scheme=scheme)
        page.check(f"#view-{view}")
        assert _violations(page) == []


@every_redline
def test_axe_finds_no_violation_in_any_page(opened, made):
    for options in (WriteOptions(), WriteOptions(clean=True)):
        assert _violations(opened(made.redline, options=options)) == []


def _violations(page) -> list[str]:
    from axe_playwright_python.sync_playwright import Axe

    found = Axe().run(page).response["violations"]
    return [f"{v['id']}: {[node['target'] for node in v['nodes']][:3]}" for v in found]


# compilations, and two delegations


def _compilation_page() -> bytes:
    return write_compilation_html(compile_proposals(api.texts(), CompileOptions()))


def _two_page() -> bytes:
    return write_comparison_html(compare_delegations(api.texts(), "CWG-WCIT12/C109", "RUS/27"))


@pytest.fixture
def opened_bytes(context, tmp_path: Path):
    """Open a page of bytes in Chromium; any request but the file, or any error, fails the test."""
    pages = []

    def open_page(data: bytes, **settings):
        path = tmp_path / f"made{len(pages)}.html"
        path.write_bytes(data)
        page = context(**({"viewport": {"width": 1280, "height": 900}} | settings)).new_page()
        pages.append(page)
        page.problems = []
        page.on("console", lambda message: page.problems.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: page.problems.append(str(error)))
        page.on("request", lambda request: request.url == path.as_uri() or page.problems.append(request.url))
        page.on("dialog", lambda dialog: page.problems.append(dialog.message))
        page.goto(path.as_uri())
        return page

    yield open_page
    for page in pages:
        assert not page.problems


@pytest.mark.parametrize("made", [_compilation_page, _two_page], ids=["compilation", "two"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 375])
def test_axe_finds_nothing_in_pages_of_several_delegations(opened_bytes, made, scheme, width):
    from axe_playwright_python.sync_playwright import Axe

    page = opened_bytes(made(), color_scheme=scheme, viewport={"width": width, "height": 900}, bypass_csp=True)
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_every_link_of_a_compilation_leads_somewhere(opened_bytes):
    page = opened_bytes(_compilation_page())
    targets = page.eval_on_selector_all("a[href^='#']", "nodes => nodes.map(node => node.getAttribute('href'))")
    assert len(targets) > 8
    assert all(page.locator(target).count() == 1 for target in targets)


def test_the_switches_of_two_delegations_need_no_script(opened_bytes):
    page = opened_bytes(_two_page(), java_script_enabled=False)
    base, only = page.locator(".base-text").first, page.locator(".place.only-b").first
    assert base.is_visible()
    page.check("#hide-base")
    assert not base.is_visible()
    assert only.is_visible()
    page.check("#only-both")
    assert not only.is_visible()


HOSTILE = (
    "<script>alert(1)</script>",
    "]]> <![CDATA[ &amp; &lt;",
    '" onload="alert(1)',
    "{{ page }} {% raw %}",
    "\u202eright to left\u202c",
    "x" * 1_000_000,
)


@pytest.mark.parametrize("text", HOSTILE, ids=["script", "cdata", "attribute", "template", "override", "long"])
def test_hostile_wording_is_shown_as_text_everywhere(opened_bytes, text):
    base = Instrument(
        "b", text, (Division(Heading(DivisionKind.ARTICLE, "1", text), (Provision("1", text="Plain."),)),)
    )
    members = []
    for code in ("AAA", "BBB"):
        new = Provision("1", text=f"{text} {code}")
        amendment = Amendment(Symbol.MOD, f"{code}/1/{text[:20]}", (new,), reasons=text)
        proposal = Proposal(f"{code} {text[:40]}", text, (amendment,), (text[:60],), proposer_code=code)
        members.append(Member(code, text[:60], api.redline_of(base, proposal), (proposal,)))
    compilation = collate(base, members)
    pages = (
        api.render(members[0].redline, "html"),
        write_compilation_html(compilation),
        write_comparison_html(relate(compilation)),
    )
    for data in pages:
        page = opened_bytes(data)
        assert page.locator("script").count() == 1
        assert text in page.evaluate("document.body.textContent")
        assert page.evaluate("[...document.querySelectorAll('*')].every(node => !node.hasAttribute('onload'))")
    for document in (write_compilation_docx(compilation), write_by_author_docx(compilation), write_xlsx(compilation)):
        assert zipfile.ZipFile(BytesIO(document)).testzip() is None
    assert text in docx_reader.all_text(write_by_author_docx(compilation))
