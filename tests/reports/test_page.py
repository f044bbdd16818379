"""The HTML report: its structure and its harmlessness by parser, its behaviour in a real browser where there is one."""

import json
import random
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from browser import MARKS, Browser, browser
from commands import run

from mtcheck.core import Document, Edit, Finding, Repair, Report, Severity, Span, Suppressed, plain
from mtcheck.profile import catalog
from mtcheck.profile.above import POOLED
from mtcheck.readers import read_raw
from mtcheck.repair.patch import carry, patch
from mtcheck.repair.plan import apply, plan
from mtcheck.reporters import Tally, html

RULE = catalog.detector("doubled-coordination").RULE
WIRE = Path(__file__).parents[2] / "fixtures" / "wire"
NASTY = (
    "Port ]]> opens </script><script>alert(1)</script><!-- <img src=x onerror=alert(2)> &lt; \u202eevil\u0000 \ud800"
    " שלום 𝒜𝒜 end."
)
PLAN = Path(html.__file__).parent / "page" / "plan.js"


def needs_browser(test: Callable[..., None]) -> Callable[..., None]:
    there, slow = MARKS
    return slow(there(test))


def page(*reports: Report) -> str:
    tally, writer = Tally(), html.Writer()
    parts = [text for report in reports for text in writer.add(html.piece(report))]
    for report in reports:
        tally.add(report, unchecked=False)
    return "".join([*parts, *writer.end(tally)])


def blocks(whole: str, kind: str) -> list[dict[str, object]]:
    return [
        json.loads(found)
        for found in re.findall(rf'<script type="application/json" class="{kind}">(.*)</script>\n', whole)
    ]


def finding(
    doc: Document, words: str, *texts: str, severity: Severity = Severity.MAJOR, confidence: float = 0.9
) -> Finding:
    at = doc.text.index(words)
    span = Span(at, at + len(words))
    repairs = [Repair((Edit(span, text),), confidence - number / 100) for number, text in enumerate(texts)]
    return replace(
        RULE.finding(span, f"“{words}” is wrong.", confidence=confidence, repairs=repairs), severity=severity
    )


def nasty() -> Report:
    doc = replace(plain(NASTY, "<b>.txt"), notes=("</script><i>",))
    marks = (Suppressed(finding(doc, "end"), "</script>"),)
    return Report(
        doc, (finding(doc, "</script>", "<b>&</b>"), finding(doc, "𝒜𝒜", "A")), suppressed=marks, notes=doc.notes
    )


def test_a_story_cannot_leave_its_block() -> None:
    whole = page(nasty())
    assert whole.count("</script>") == 3 and "<!--" not in whole and "]]>" not in whole and "alert" in whole
    (story,) = blocks(whole, "story")
    assert story["text"] == NASTY
    whole.encode("utf-8")


def test_what_the_page_is_made_of() -> None:
    from lxml import html as parser

    tree = parser.document_fromstring(page(nasty()))
    assert {element.tag for element in tree.iter() if isinstance(element.tag, str)} >= {
        "header",
        "nav",
        "main",
        "aside",
        "article",
        "dialog",
    }
    assert not tree.xpath(
        "//@src | //@onclick | //@style | //link[not(starts-with(@href, 'data:'))] | //iframe | //img"
    )
    assert "http:" not in "".join(tree.xpath("//style/text()")) and "@import" not in "".join(
        tree.xpath("//style/text()")
    )
    (policy,) = tree.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
    assert policy.startswith("default-src 'none'; style-src 'sha256-") and "unsafe" not in policy
    ids = tree.xpath("//@id")
    assert len(ids) == len(set(ids)) and set(tree.xpath("//@aria-controls | //@aria-labelledby | //label/@for")) <= set(
        ids
    )
    assert all(
        button.text_content().strip() or button.get("aria-label") or button.get("id") == "accept-sure"
        for button in tree.iter("button")
    )


def test_places_count_utf_16_units_and_edits_reach_the_file() -> None:
    doc = read_raw("<p>𝒜 &amp; B goes goes on</p>", "a.html", "html")
    (story,) = blocks(page(Report(doc, (finding(doc, "goes goes", "goes & comes"),))), "story")
    (found,) = story["findings"]  # type: ignore[misc]
    text = story["text"].encode("utf-16-le", "surrogatepass")  # type: ignore[attr-defined]
    assert text[2 * found["start"] : 2 * found["end"]].decode("utf-16-le") == "goes goes"
    assert found["repairs"][0]["raw"][0][2] == "goes &amp; comes"
    assert story["raw"] == doc.raw


def test_the_command_line_writes_it_beside_other_reports(tmp_path: Path) -> None:
    given = str(WIRE / "fr-science-glacier.txt")
    result = run(
        "check", given, "--output", f"html={tmp_path / 'report.html'}", "--output", f"json={tmp_path / 'report.json'}"
    )
    assert result.code == 1
    (story,) = blocks((tmp_path / "report.html").read_text(encoding="utf-8"), "story")
    (document,) = json.loads((tmp_path / "report.json").read_text(encoding="utf-8"))["documents"]
    assert [one["name"] for one in story["findings"]] == [one["fingerprint"] for one in document["findings"]]  # type: ignore[attr-defined]


def test_a_run_without_stories_is_a_page_too() -> None:
    tally = Tally(errors=[("a.txt", "a.txt does not exist; check the path.")])
    whole = "".join(html.Writer().end(tally))
    assert whole.startswith("<!doctype html>") and blocks(whole, "run")[0]["errors"]


@pytest.fixture(scope="module")
def tab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    with browser(tmp_path_factory.mktemp("profile")) as opened:
        opened.window(1400, 900)
        yield opened


@pytest.fixture
def fresh(tab: Browser, tmp_path: Path) -> Iterator[tuple[Browser, Path]]:
    """The tab, and a place for the report; afterwards nothing has been complained of or asked for."""
    tab.complaints.clear()
    tab.requests.clear()
    yield tab, tmp_path / "report.html"
    tab.run("try { localStorage.clear() } catch {}")
    assert tab.complaints == [] and tab.requests == []


def show(tab: Browser, place: Path, *reports: Report) -> None:
    place.write_text(page(*reports), encoding="utf-8")
    tab.open(place.as_uri())


@needs_browser
def test_the_plan_is_the_plan_of_fix(tab: Browser) -> None:
    chance = random.Random(5)
    doc = plain("abcdefghijklmnop")
    cases, wanted = [], []
    for _ in range(400):
        findings = []
        for _ in range(chance.randint(1, 6)):
            cuts = sorted(chance.sample(range(13), 4))
            spans = [Span(*cuts[:2]), Span(*cuts[2:])]
            edits = [
                Edit(
                    Span(span.start, span.start) if chance.random() < 0.3 else span,
                    chance.choice(["", "x", "𝒜", "\uff5e", "xy"]),
                )
                for span in spans
            ]
            repair = Repair(tuple(edits[: chance.randint(1, 2)]), chance.choice([0.5, 0.7, 0.9]))
            findings.append(RULE.finding(edits[0].span, "", confidence=0.5, repairs=[repair]))
        chosen = plan(findings, lambda finding, repair: True)
        wanted.append([apply(doc.text, chosen.edits), len(chosen.repaired), len(chosen.clashes)])
        cases.append(
            [
                {
                    "finding": at,
                    "rule": one.rule.id,
                    "confidence": one.repairs[0].confidence,
                    "edits": [[e.span.start, e.span.end, e.text] for e in one.repairs[0].edits],
                }
                for at, one in enumerate(findings)
            ]
        )
    tab.open("about:blank")
    got = tab.run(
        f"(() => {{ {PLAN.read_text(encoding='utf-8')}; return {json.dumps(cases)}.map((offers) => {{ const made ="
        f" plan(offers);return [carryOut({json.dumps(doc.text)}, made.edits), made.repaired.size, made.clashes.size];"
        " }); })()"
    )
    assert got == wanted


COPY = """(async () => { let text;
  Object.defineProperty(navigator, "clipboard", {value: {writeText: async (given) => { text = given; }},
    configurable: true});
document.getElementById("copy").click(); await 0; return text; })()"""
FILE = """(async () => { let file; URL.createObjectURL = (given) => { file = given; return "#"; };
document.getElementById("download").click(); return await file.text(); })()"""


@needs_browser
def test_the_safe_repairs_make_the_file_that_fix_writes(fresh: tuple[Browser, Path], tmp_path: Path) -> None:
    tab, place = fresh
    for name in ("fr-science-glacier.txt", "ar-war-road.txt"):
        run("check", str(WIRE / name), "--output", f"html={place}")
        written = tmp_path / name
        run("fix", str(WIRE / name), "--output", str(written))
        tab.open(place.as_uri())
        tab.run("document.getElementById('accept-sure').click()")
        assert tab.run(FILE) == tab.run(COPY) == written.read_text(encoding="utf-8")


@needs_browser
def test_clashing_repairs_and_markup(fresh: tuple[Browser, Path]) -> None:
    tab, place = fresh
    doc = read_raw("<h1>𝒜 title</h1><p>Trucks &amp; trucks went <b>to</b> the port port.</p>", "a.html", "html")
    findings = (
        finding(doc, "Trucks & trucks", "Trucks", "Lorries", confidence=0.7),
        finding(doc, "trucks went", "lorries & vans went", confidence=0.9),
        finding(doc, "to the", "by the", confidence=0.9),  # across the end of the bold
        finding(doc, "port port", "port", confidence=0.6),
    )
    report = Report(doc, tuple(sorted(findings, key=lambda one: one.span)))
    show(tab, place, report)
    tab.press("j", "a", "j", "a", "j", "a", "j", "a")

    def whole(finding: Finding, repair: Repair) -> bool:
        return not carry(doc, repair.edits)[1]

    chosen = plan(report.findings, whole)
    assert tab.run(FILE) == patch(doc.raw, carry(doc, chosen.edits)[0])
    assert "lorries &amp; vans went <b>to</b> the port." in tab.run(FILE)
    assert tab.run(COPY) == apply(doc.text, chosen.edits)
    assert tab.run("document.querySelector('#c0 .clash').textContent").startswith(
        "Accepted, yet left out: a surer repair puts"
    )
    assert "by hand" in tab.run("document.getElementById('c2').textContent")
    tab.press("k", "k", "a")  # takes the surer one back, so that the other gets its place
    tab.press("k", "2")
    assert "Lorries went <b>to</b>" in tab.run(FILE)
    tab.open(place.as_uri())
    assert "Lorries went <b>to</b>" in tab.run(FILE), "decisions are kept"


@needs_browser
def test_filters_keys_and_marks(fresh: tuple[Browser, Path]) -> None:
    tab, place = fresh
    doc = plain("Title of it\nThe army took arms and arms from from the depot today.")
    report = Report(
        doc,
        (
            finding(doc, "army took arms and", severity=Severity.CRITICAL, confidence=0.95),
            finding(doc, "arms and arms", "arms", severity=Severity.MINOR, confidence=0.8),
            finding(doc, "from from", "from", severity=Severity.NEUTRAL, confidence=0.55),
        ),
    )
    show(tab, place, report)
    cards = "[...document.querySelectorAll('.card')].map((card) => Number(card.dataset.n))"
    assert tab.run(cards) == [1, 2, 3]
    assert tab.run("document.getElementById('story').innerText").split() == doc.text.split()
    assert tab.run("[...document.querySelectorAll('#story mark')].map((mark) => mark.dataset.f)") == [
        "0",
        "0 1",
        "1",
        "2",
    ]
    change = (
        "document.querySelector('{0}').{1}; document.getElementById('filter').dispatchEvent(new Event('input',"
        " {{bubbles: true}}))"
    )
    tab.run("document.querySelector('[value=critical]').click()")
    assert tab.run(cards) == [2, 3]
    tab.run(change.format("[name=least]", "value = 60"))
    assert tab.run(cards) == [2]
    tab.run("document.querySelector('[type=reset]').click()")
    tab.run("new Promise((done) => setTimeout(done, 20))")
    tab.run("document.querySelector('[name=repair]').click()")
    assert tab.run(cards) == [2, 3]
    tab.run(change.format("[name=rule]", "value = 'doubled-coordination'"))
    assert tab.run(cards) == [2, 3]
    tab.press("j", "j")
    focused = "document.activeElement.closest('.card')?.dataset.n"
    assert tab.run(focused) == "3"
    tab.press("x")
    assert (
        tab.run("document.querySelector('#c2').className") == "card neutral dismissed active"
        and tab.run(focused) == "3"
    )
    tab.press("k", "a", "?")
    assert tab.run("document.getElementById('keys').open") and "2 of 3 decided" in tab.run(
        "document.getElementById('shown').textContent"
    )
    tab.press("Escape", "r")
    assert tab.run("document.getElementById('story').innerText").endswith(
        "The army took arms from from the depot today."
    )
    tab.run(change.format("[name=decision]", "value = 'open'"))
    assert tab.run(cards) == []


@needs_browser
def test_nasty_text_is_shown_and_does_nothing(fresh: tuple[Browser, Path]) -> None:
    tab, place = fresh
    show(tab, place, nasty())
    shown = tab.run("document.getElementById('story').innerText")
    assert (
        "</script><script>alert(1)</script>" in shown
        and "U+202E" in shown
        and "U+0000" in shown
        and "U+D800" in shown
        and "שלום" in shown
    )
    assert tab.run("document.querySelectorAll('#story script, #story img, #margin script, #summary i').length") == 0
    assert [tab.run(f"document.querySelectorAll('#story mark')[{at}].textContent") for at in (0, 1)] == [
        "</script>",
        "𝒜𝒜",
    ]


@needs_browser
def test_a_thousand_stories(fresh: tuple[Browser, Path]) -> None:
    tab, place = fresh
    doc = plain("\n".join(f"Paragraph {number} says that arms and arms were taken." for number in range(3)))
    places = [match.start() for match in re.finditer("arms and arms", doc.text)]
    edits = [(Span(at, at + 13), Edit(Span(at, at + 13), "arms")) for at in places]
    findings = tuple(
        RULE.finding(span, "“arms” appears twice in one list.", confidence=0.9, repairs=[Repair((edit,), 0.9)])
        for span, edit in edits
    )
    show(tab, place, *(Report(replace(doc, id=str(number)), findings) for number in range(1000)))
    assert (
        tab.run("document.querySelectorAll('#list button').length") == 1000
        and tab.run("document.querySelectorAll('.card').length") == 3
    )
    tab.press("n", "n", "j", "p")
    assert tab.run("document.getElementById('at').textContent") == "2 of 1000"
    tab.run(
        "document.getElementById('search').value = '999'; document.getElementById('search').dispatchEvent(new"
        " Event('input'))"
    )
    assert tab.run("document.querySelectorAll('#list button').length") == 1


@needs_browser
def test_a_decision_draws_only_what_it_changes(fresh: tuple[Browser, Path]) -> None:
    tab, place = fresh
    doc = plain("\n".join(f"Unit {number} took arms and arms from depot {number}." for number in range(40)))
    found = (finding(doc, f"Unit {number} took arms and arms", f"Unit {number} took arms") for number in range(40))
    show(tab, place, Report(doc, tuple(found)))
    tab.run("document.querySelectorAll('.card, #story > *').forEach((one) => (one.stays = true))")
    new = (
        "[...document.querySelectorAll('.card, #story > *')]"
        ".filter((one) => !one.stays).map((one) => one.id || one.tagName)"
    )
    tab.press("j", "j", "j")
    assert tab.run(new) == []
    tab.press("a")
    assert tab.run(new) == ["P", "c2"]
    assert tab.run("document.activeElement.closest('.card').id") == "c2"
    assert tab.run("document.querySelectorAll('.card.accepted, #story del').length") == 2
    tab.press("r", "r")
    assert tab.run("document.querySelectorAll('#story > *').length") == 40
    assert tab.run("document.querySelectorAll('#story del').length") == 1


def test_what_is_said_of_the_whole_story_marks_no_words() -> None:
    doc = plain("Harbour board meets\n\nThe the council met.")
    said = POOLED.finding(Span(0, 19), "The story reads like a machine translation.", confidence=0.9)
    (story,) = blocks(page(Report(doc, (said, finding(doc, "The the", "The")), notes=("A note.",))), "story")
    assert [one["message"] for one in story["findings"]] == ["“The the” is wrong."]  # type: ignore[attr-defined]
    assert story["notes"] == ["The story reads like a machine translation.", "A note."]
