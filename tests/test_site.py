"""The site: every file of it, and its pages in Chromium, opened from disk as a user would."""

from __future__ import annotations

import re
import zipfile
from io import BytesIO
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from lxml import html

from redline import api
from redline.engine.together.collate import collate
from redline.engine.together.relate import relate
from redline.library import Library
from redline.tasks.site import gather_site, site_files, write_site

PAGES = {
    "home": "index.html",
    "article": "articles/article-3.html",
    "new article": "articles/article-3a.html",
    "delegation": "delegations/RUS.html",
    "delegation without documents": "delegations/CUB.html",
    "subject": "subjects/cybersecurity.html",
    "proposals": "proposals.html",
    "document": "proposals/RUS-27.html",
    "compare": "compare.html?a=ETNO&b=PRG",
    "search": "search.html?q=routing",
}


@pytest.fixture(scope="module")
def site(tmp_path_factory, request) -> Path:
    folder = tmp_path_factory.mktemp("site")
    write_site(gather_site(api.texts(Path(__file__).parent.parent / "texts")), str(folder))
    return folder


LEFT = "net::ERR_ABORTED"
"""What became of a request when the browser left its page, as a busy machine does late; a missing file is another."""


@pytest.fixture
def opened(context):
    """Open a page of a site; any error in the console, and any request but for the site's own files, fails the test."""
    pages = []

    def open_page(folder: Path, page: str, **settings):
        opened = context(**({"viewport": {"width": 1280, "height": 900}} | settings)).new_page()
        pages.append(opened)
        opened.problems = []
        note = opened.problems.append
        opened.on("console", lambda message: note(message.text) if message.type in ("error", "warning") else None)
        opened.on("pageerror", lambda error: note(str(error)))
        opened.on("requestfailed", lambda r: None if r.failure == LEFT else note(f"failed ({r.failure}): {r.url}"))
        opened.on("request", lambda r: None if r.url.startswith(f"{folder.as_uri()}/") else note(r.url))
        opened.on("dialog", lambda dialog: note(dialog.message))
        opened.goto(f"{folder.as_uri()}/{page}")
        return opened

    yield open_page
    for page in pages:
        assert not page.problems


def drawn(page) -> None:
    """Wait for what a script writes after the page was loaded: two sides compared, which it fetches first."""
    if "/compare.html" in page.url:
        page.wait_for_function("document.getElementById('shown').textContent")


# the files


def test_every_internal_link_leads_to_a_file_and_a_place_in_it(site):
    ids = {
        path.relative_to(site).as_posix(): set(html.parse(str(path)).xpath("//@id")) for path in site.rglob("*.html")
    }
    links = 0
    for path in site.rglob("*.html"):
        for address in html.parse(str(path)).xpath("//@href | //@src | //@action"):
            parts = urlsplit(address)
            assert not parts.scheme, address
            target = (path.parent / unquote(parts.path)).resolve() if parts.path else path
            assert target.is_file(), (path.name, address)
            if parts.fragment:
                assert unquote(parts.fragment) in ids[target.relative_to(site).as_posix()], (path.name, address)
            links += 1
    assert links > 1_000


def test_no_id_is_there_twice(site):
    for path in site.rglob("*.html"):
        ids = html.parse(str(path)).xpath("//@id")
        assert len(ids) == len(set(ids)), path.name


def test_every_amendment_and_provision_has_its_address(site, texts):
    for proposal in texts.proposals:
        for amendment in proposal.amendments:
            stem = re.sub(r"[^\w.]+", "-", amendment.id)
            pages = [path for path in (site / "proposals").glob("*.html") if f'id="{stem}"' in path.read_text("utf-8")]
            assert pages, amendment.id
    article = (site / "articles/article-3.html").read_text("utf-8")
    for number in ("28", "29", "30", "31"):
        assert f'id="no-{number}"' in article


def test_every_base_provision_is_shown_whole(site, texts):
    shown = " ".join(
        " ".join(html.parse(str(path)).xpath("string(//main)").split()) for path in (site / "articles").glob("*.html")
    )
    for place in texts.instrument("itrs-1988").places:
        assert " ".join(place.provision.body.split()) in shown


def test_doubts_are_said_on_every_page_that_shows_the_wording(site):
    for page in (
        "articles/article-3.html",
        "proposals/TD62-ARB-routing.html",
        "delegations/ARB.html",
        "proposals.html",
    ):
        assert "wording as quoted by a source" in (site / page).read_text("utf-8"), page
    assert "not known; the position is as reported" in (site / "subjects/spam.html").read_text("utf-8")
    assert "wording as quoted by a source" in (site / "data/search.js").read_text("utf-8")


@pytest.mark.slow
def test_files_do_not_depend_on_the_number_of_workers(texts):
    found = gather_site(texts)
    assert site_files(found, workers=1) == site_files(found, workers=3)


def test_the_first_page_is_light(site):
    loaded = ("index.html", "style.css", "keys.js", "site.js", "icon.svg")
    assert sum((site / name).stat().st_size for name in loaded) < 100_000


@pytest.mark.slow
def test_a_page_that_is_no_longer_in_the_site_is_taken_away_and_other_files_stay(texts, tmp_path):
    found = gather_site(texts)
    (tmp_path / "mine.html").write_text("mine")
    write_site(found, str(tmp_path))
    listed = (tmp_path / "files.txt").read_text().splitlines()
    (tmp_path / "files.txt").write_text("\n".join([*listed, "old.html", "../outside.html", "/etc/hostname"]))
    (tmp_path / "old.html").write_text("old")
    outside = tmp_path.parent / "outside.html"
    outside.write_text("outside")
    write_site(found, str(tmp_path))
    assert not (tmp_path / "old.html").exists()
    assert outside.exists()
    assert (tmp_path / "mine.html").read_text() == "mine"
    assert (tmp_path / "files.txt").read_text().splitlines() == listed


# in a browser


@pytest.mark.parametrize("page", PAGES.values(), ids=PAGES)
@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (1280, "dark"), (375, "dark")])
def test_axe_finds_no_violation(opened, site, page, scheme, width):
    from axe_playwright_python.sync_playwright import Axe

    shown = opened(site, page, color_scheme=scheme, viewport={"width": width, "height": 900}, bypass_csp=True)
    drawn(shown)
    found = Axe().run(shown, options={"preload": False})  # it would fetch the style sheet again
    assert found.violations_count == 0, found.generate_report()
    assert shown.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.parametrize("page", PAGES.values(), ids=PAGES)
def test_text_twice_as_large_loses_nothing(opened, site, page):
    shown = opened(site, page)
    before = shown.evaluate("document.body.innerText.replace(/\\s+/g, ' ')")
    shown.evaluate(
        "(() => { const s = new CSSStyleSheet(); s.replaceSync('html { font-size: 200% }');"
        " document.adoptedStyleSheets = [s]; })()"
    )
    assert shown.evaluate("document.body.innerText.replace(/\\s+/g, ' ')") == before
    assert shown.evaluate("document.documentElement.scrollWidth <= innerWidth")
    cut = shown.evaluate(
        """[...document.querySelectorAll('main *, header *')].filter(node => {
          const style = getComputedStyle(node);
          const clips = ['hidden', 'clip'].includes(style.overflowX) || ['hidden', 'clip'].includes(style.overflowY);
          return clips && !node.closest('.say, .unseen') && !node.matches('input, select, .part, details > *')
            && (node.scrollWidth > node.clientWidth + 1 || node.scrollHeight > node.clientHeight + 1);
        }).map(node => node.outerHTML.slice(0, 80))"""
    )
    assert cut == []


def test_search_finds_a_phrase_and_leads_to_it(opened, site):
    shown = opened(site, "index.html")
    shown.keyboard.press("/")
    shown.keyboard.type("right to impose any routing regulations")
    shown.keyboard.press("Enter")
    shown.wait_for_selector("#found li")
    assert "1 found" in shown.inner_text("#shown")
    assert "as quoted by a source" in shown.inner_text("#found li")
    assert shown.inner_text("#found mark") == "right to impose any routing regulations"
    shown.click("#found li a")
    shown.wait_for_load_state("networkidle")
    assert shown.url.endswith("#TD62-ARB-routing-1")
    assert shown.evaluate("CSS.highlights.get('found').size") >= 1
    place = shown.evaluate("document.activeElement.textContent")
    assert "right to impose any routing regulations" in place


def test_search_takes_a_quoted_phrase_and_where_to_look_and_survives_reload(opened, site):
    shown = opened(site, "search.html")
    shown.fill("#query input[name=q]", "“international telecommunication services”")
    shown.uncheck("#query input[value=proposals]")
    found = shown.inner_text("#shown")
    assert re.match(r"\d+ found", found)
    assert found != "0 found"
    assert all("treaty" in one for one in shown.locator("#found .identifier").all_inner_texts())
    shown.reload()
    shown.wait_for_selector("#found li")
    assert shown.inner_text("#shown") == found
    shown.fill("#query input[name=q]", "zzzz")
    assert shown.inner_text("#shown") == "0 found"


def test_filters_work_by_keyboard_alone_and_survive_reload(opened, site):
    shown = opened(site, "articles/article-3.html")
    _tab_to(shown, "summary")
    shown.keyboard.press("Enter")
    _tab_to(shown, "input[name=delegation][value=PRG]")
    shown.keyboard.press("Space")
    _tab_to(shown, "input[name=touched]")
    shown.keyboard.press("Space")
    assert shown.inner_text("#shown") == "1 of 4 proposals shown"
    assert shown.locator(".place:visible").count() == 1
    shown.reload()
    shown.wait_for_load_state("networkidle")
    assert shown.inner_text("#shown") == "1 of 4 proposals shown"
    assert shown.locator(".place:visible").count() == 1
    shown.keyboard.press("n")
    assert shown.evaluate("document.activeElement.matches('.place, .proposed')")
    _tab_to(shown, "[data-reset]")
    shown.keyboard.press("Enter")
    assert shown.inner_text("#shown") == "4 of 4 proposals shown"


def test_comparing_works_by_keyboard_alone_and_survives_reload(opened, site):
    shown = opened(site, "compare.html?a=CHN&b=RUS")
    shown.wait_for_selector(".place")
    _tab_to(shown, "select[name=a]")
    shown.keyboard.type("PRG")
    shown.wait_for_function("document.getElementById('shown').textContent && location.search.includes('a=PRG')")
    _tab_to(shown, "input[value=ONLY_B]")
    shown.keyboard.press("Space")
    shown.wait_for_function("location.search.includes('show=')")
    places = shown.inner_text("#shown")
    assert places == "3 of 16 places shown"
    shown.reload()
    shown.wait_for_selector(".place")
    assert shown.inner_text("#shown") == places
    assert shown.locator("select[name=a]").input_value() == "PRG"
    assert not shown.locator("input[value=ONLY_B]").is_checked()


def test_any_two_are_compared_as_the_engine_compares_them(opened, site, texts):
    shown = opened(site, "compare.html")
    sides = [
        (o.get_attribute("value"), o.get_attribute("data-at")) for o in shown.locator("select[name=a] option").all()
    ]

    together = gather_site(texts).together
    for first, one in sides[:6]:
        for second, other in sides[6:10]:
            shown.goto(f"{site.as_uri()}/compare.html?a={first}&b={second}")
            shown.wait_for_function("document.getElementById('shown').textContent")
            members = (together.members[int(one)], together.members[int(other)])
            kinds = [
                row.relation.name.lower().replace("_", "-") for row in relate(collate(together.base, members)).rows
            ]
            found = shown.evaluate("[...document.querySelectorAll('.place')].map(p => p.className.split(' ').at(-1))")
            assert sorted(found) == sorted(kinds), (first, second)


def test_pages_are_whole_without_a_script(opened, site):
    shown = opened(site, "articles/article-3.html", java_script_enabled=False)
    assert shown.locator(".proposed").count() == 4
    assert shown.locator(".toolbar").is_hidden()
    assert "needs a script" in opened(site, "search.html", java_script_enabled=False).inner_text("header")


def test_a_page_of_the_site_forbids_every_script_but_its_own_files(opened, site):
    shown = opened(site, "index.html")
    shown.evaluate("document.body.insertAdjacentHTML('beforeend', '<img src=x onerror=\"window.bad=1\">')")
    with shown.expect_console_message(lambda message: "script" in message.text):
        shown.evaluate(
            "{const s = document.createElement('script'); s.textContent = 'window.bad=1'; document.body.append(s)}"
        )
    assert shown.evaluate("window.bad") is None
    assert shown.problems
    shown.problems.clear()


def _tab_to(page, selector: str) -> None:
    """Press Tab until an element has the focus, as somebody without a mouse would."""
    for _ in range(60):
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"{selector} cannot be reached")


# made-up texts

BASE = "---\nid: made-up\ntitle: {0}\nlanguage: {1}\n---\n\nARTICLE 1\n{2}\n\n1\t1.1\t{2} plain.\n"
PROPOSAL = (
    "---\nid: AAA {3}\ntitle: {0}\nproposers: [Made up]\nproposer_code: A{3}\nbase: made-up\nlanguage: {1}\n---\n\n"
    "MOD A{3}/1/1\n1\t1.1\t{2} changed by {3}.\nReasons: {2}\n"
)
HOSTILE = {
    "script": "<script>alert(1)</script>",
    "cdata": "]]> <![CDATA[ &amp; &lt;",
    "attribute": '" onload="alert(1)',
    "template": "{{ page }} {% raw %}",
    "override": "\u202eright to left\u202c",
    "line ends of scripts": "one\u2028two\u2029three",
    "long": "x" * 1_000_000,
}


def _texts(folder: Path, words: str, language: str = "en") -> Library:
    title = "'" + words[:60].replace("'", "''").replace("\u2028", " ").replace("\u2029", " ") + "'"
    (folder / "base.txt").write_text(BASE.format(title, language, words), encoding="utf-8")
    for number in (1, 2):
        (folder / f"p{number}.txt").write_text(PROPOSAL.format(title, language, words, number), encoding="utf-8")
    return api.texts(folder)


@pytest.mark.parametrize("words", HOSTILE.values(), ids=HOSTILE)
def test_hostile_wording_is_shown_as_text(opened, tmp_path, words):
    texts = tmp_path / "texts"
    texts.mkdir()
    library = _texts(texts, words)
    assert not library.problems
    folder = tmp_path / "site"
    write_site(gather_site(library), str(folder))
    shown = "document.body.textContent.replace(/\\s+/g, ' ')"
    wanted = " ".join(words.split())
    for page in (
        "index.html",
        "articles/article-1.html",
        "proposals/A1-1.html",
        "compare.html",
        "search.html?q=changed",
    ):
        opened_page = opened(folder, page)
        drawn(opened_page)
        if page != "index.html" and len(words) < 1_000:
            assert wanted in opened_page.evaluate(shown), page
        assert opened_page.evaluate(
            "[...document.querySelectorAll('*')].every(n => ![...n.attributes].some(a => a.name.startsWith('on')))"
        )
        assert opened_page.evaluate("[...document.scripts].every(script => script.src.startsWith('file:'))")
    for path in folder.rglob("*.docx"):
        assert zipfile.ZipFile(BytesIO(path.read_bytes())).testzip() is None


def test_a_treaty_that_runs_from_right_to_left_does_on_every_page(opened, tmp_path):
    texts = tmp_path / "texts"
    texts.mkdir()
    write_site(gather_site(_texts(texts, "نص المعاهدة كما هو", "ar")), str(tmp_path / "site"))
    for page in ("articles/article-1.html", "compare.html", "search.html?q=المعاهدة"):
        shown = opened(tmp_path / "site", page)
        drawn(shown)
        assert shown.locator("main [lang=ar][dir=rtl]").count() > 0, page


@pytest.mark.parametrize(
    ("language", "words", "asked"),
    [
        ("zh", "成员国须努力确保国际电信网", "国际电信"),
        ("fr", "Les États Membres s’efforcent", "etats"),
        ("ru", "Члены", "члены"),
    ],
)
def test_search_knows_words_of_other_languages(opened, tmp_path, language, words, asked):
    texts = tmp_path / "texts"
    texts.mkdir()
    write_site(gather_site(_texts(texts, words, language)), str(tmp_path / "site"))
    shown = opened(tmp_path / "site", f"search.html?q={asked}")
    shown.wait_for_selector("#found li")
    assert shown.locator("#found mark").count() > 0
