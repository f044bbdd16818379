"""LanguageTool's interface, asked by hand and by programs that were made for LanguageTool, on stories with emoji, CRLF
and combining marks.
"""

import json
import os
import shutil
import subprocess
from typing import Any
from urllib.parse import quote, urlencode

import pytest
from commands import DOUBLED
from hypothesis import given
from hypothesis import strategies as st
from served import Reply, Served

pytest.importorskip("fastapi")
pytest.importorskip("uvicorn")

from mtcheck.core import RawSpan, Span
from mtcheck.repair.patch import carry, patch
from mtcheck.reporters.utf16 import Units
from mtcheck.server.annotated import Part, document

STORIES = (
    "😀 The the council met on Friday.\r\nThe army took weapons and weapons from the depot. 🚒🚒\r\n",
    "Zu\u0308rich\u2019s mayor said that the the bridge is closed.\r\n\r\nOfficials 👩‍👩‍👧 left at at dawn.",
    "🇨🇭 Storm hits Lomna\r\nThe storm has has taken roofs off forty houses, the police said .",
    "The minister re\u0301signed on Monday ,but the the party stayed.\n",
    "𝒜 banker said it was was a mistake. 𝔅 denied denied it.\n",
    "A crowd of 3.000 people gathered in in the square 🎉 on Sunday.\r\nThey sang & nbsp; and left.",
    "The lake, fed by the the Orba, rose by two metres 🌊.\r\n\r\n\r\nNobody was hurt hurt.",
    "«The the town is calm», said Mayor Dall. 😊😊😊 “It is is over.”\r\n",
    "cafe\u0301 owners and and bakers 🥐 asked for for help.",
    "“Planes and planes were seen over Lomna ✈️, a witness said.\r\nThe army denied it .",
    "Police found weapons and weapons in the cellar.\n\n👮🏽‍♀️ Nobody was was arrested.",
    "The e\u0301cole n\u0303andu\u0301 in Tolm closed closed its doors.\r\nParents protested 😡 on on Monday.",
    "On Friday the government of of Ardania 🏛️ has said said that it will pay.",
    "[ad_1] Fire destroys barn 🔥\r\nThe fire began at at noon in a barn.\r\n[ad_2]",
    "\ufeffThe river Orba has has flooded the the valley.\r\n",
    "𝟙𝟚𝟛 people were were hurt.\r\n𝟜 of them are are in hospital.",
    "The the 🐄🐄🐄 the the cows crossed the road.",
    "A\u0308 ministry spokeswoman told told reporters :“We know know nothing.”",
    "Line one of the the story\rline two 😀 of of the story\rline three ends here.",
    "Nothing is wrong with this story about a dog 🐕 and its owner, the police said.",
)
Wanted = tuple[str, int, int, list[str]]


def fits(text: str, wanted: Wanted, rule: str, start: int, end: int, values: list[str]) -> None:
    """A client's match does what the own interface says, at its place, or with a word beside it where else nothing
    would be left to show.
    """
    assert rule == wanted[0]
    repaired = [text[:start] + value + text[end:] for value in values]
    assert repaired == wanted[3] and all(values), (text, values)
    if wanted[1] < wanted[2] and len(text) - (wanted[2] - wanted[1]) not in map(len, repaired):
        assert (start, end) == wanted[1:3], text
    assert start <= wanted[1] <= wanted[2] <= end and start < end


def check(server: Served, method: str = "POST", **given: str) -> Reply:
    given = {"language": "en-US", **given}
    if method == "GET":
        return server.ask("GET", f"/v2/check?{urlencode(given, encoding='utf-8', errors='surrogatepass')}")
    return server.ask("POST", "/v2/check", urlencode(given).encode(), Content_Type="application/x-www-form-urlencoded")


def wide(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def expected(server: Served, text: str) -> list[Wanted]:
    """What the own interface says, as (rule, start, end, repaired texts), code points of the text; the place is that of
    the finding and its repairs.
    """
    told = server.ask("POST", "/v1/check", {"text": text, "min_severity": "minor"}).said
    found = []
    for finding in told["documents"][0]["findings"]:
        edits = [edit for repair in finding["repairs"] for edit in repair["edits"]]
        start = min([finding["start"], *(edit["start"] for edit in edits)])
        end = max([finding["end"], *(edit["end"] for edit in edits)])
        texts = []
        for repair in finding["repairs"]:
            out, at = "", start
            for edit in repair["edits"]:
                out, at = out + text[at : edit["start"]] + edit["text"], edit["end"]
            texts.append(text[:start] + out + text[at:])
        found.append((finding["rule"], start, end, list(dict.fromkeys(texts))))
    return found


@pytest.mark.parametrize("number", range(len(STORIES)))
def test_places_and_replacements_are_those_of_the_own_interface(server: Served, number: int) -> None:
    text = STORIES[number]
    wanted = expected(server, text)
    assert wanted or number == len(STORIES) - 1
    for method in ("POST", "GET"):
        told = check(server, method, text=text).said["matches"]
        assert [match["rule"]["id"] for match in told] == [rule for rule, *_ in wanted]
        for match, one in zip(told, wanted, strict=True):
            data = text.encode("utf-16-le")
            before, raw = (
                data[: 2 * match["offset"]].decode("utf-16-le"),
                data[2 * match["offset"] : 2 * (match["offset"] + match["length"])].decode("utf-16-le"),
            )
            fits(
                text,
                one,
                match["rule"]["id"],
                len(before),
                len(before + raw),
                [value["value"] for value in match["replacements"]],
            )
            context = match["context"]
            shown = (
                context["text"]
                .encode("utf-16-le")[2 * context["offset"] : 2 * (context["offset"] + context["length"])]
                .decode("utf-16-le")
            )
            assert shown == raw.replace("\r", " ").replace("\n", " ").replace("\t", " ")


def test_a_library_made_for_languagetool_gets_them(server: Served) -> None:
    library = pytest.importorskip("language_tool_python")
    with library.LanguageTool("en-US", remote_server=f"{server.address}v2/".replace("/v2/", "")) as tool:
        for text in STORIES:
            wanted = expected(server, text)
            told = tool.check(text)
            for match, one in zip(told, wanted, strict=True):
                length = next(
                    n for n in range(len(text) + 1) if wide(text[match.offset : match.offset + n]) == match.error_length
                )
                fits(text, one, match.rule_id, match.offset, match.offset + length, match.replacements)
        assert tool.correct("😀 The the council met & nbsp; on Friday.") == "😀 The council met on Friday."
        tool.disabled_rules = {"doubled-word", "WHITESPACE_RULE"}
        assert not tool.check("The the council met.")


def test_a_program_made_for_languagetool_gets_them(server: Served) -> None:
    node = shutil.which("node")
    if node is None or subprocess.run([node, "-e", "require.resolve('gramma')"], capture_output=True).returncode:
        pytest.skip("the npm package gramma is not installed (NODE_PATH)")
    script = """
      const gramma = require("gramma"), [address, stories] = [process.argv[1], JSON.parse(process.argv[2])];
      (async () => {
        const found = [];
        for (const text of stories) {
          const { matches } = await gramma.check(text, {
              api_url: address, language: "en-US", rules: {}, dictionary: [] });
          found.push(matches.map((one) => [
             one.rule.id, text.slice(0, one.offset), text.substr(one.offset, one.length), one.word,
             one.replacements.map((r) => r.value),
            one.replacements.map((r) => gramma.replaceAll(text,
               [{ offset: one.offset, length: one.length, change: r.value }]))]));
        }
        console.log(JSON.stringify(found));
      })();
    """
    run = subprocess.run(
        [node, "-e", script, f"{server.address}v2/check", json.dumps(STORIES)],
        capture_output=True,
        text=True,
        env=os.environ,
        timeout=300,
    )
    assert run.returncode == 0, run.stderr
    for text, told in zip(STORIES, json.loads(run.stdout), strict=True):
        for (rule, before, words, word, values, repaired), one in zip(told, expected(server, text), strict=True):
            fits(text, one, rule, len(before), len(before + words), values)
            assert repaired == one[3]
            assert word == words.replace("\r", " ").replace("\n", " ")


def annotated(server: Served, *pieces: dict[str, str]) -> list[Any]:
    told = check(server, data=json.dumps({"annotation": pieces})).said
    found: list[Any] = told["matches"]
    return found


def test_markup_counts_for_places_and_is_left_alone(server: Served) -> None:
    pieces = (
        {"markup": "<p>"},
        {"text": "😀 The "},
        {"markup": "<b>"},
        {"text": "the council"},
        {"markup": "</b>"},
        {"text": " and the the mayor met."},
        {"markup": "</p>"},
    )
    raw = "".join(piece.get("text", piece.get("markup", "")) for piece in pieces)
    first, second = annotated(server, *pieces)
    assert (second["offset"], second["length"]) == (wide(raw[: raw.index("the the")]), len("the the"))
    assert second["replacements"] == [{"value": "the"}] and first["replacements"] == []  # the first has markup in it
    assert "<b>" not in first["sentence"]
    for match in (first, second):
        for value in match["replacements"]:
            place = slice(2 * match["offset"], 2 * (match["offset"] + match["length"]))
            data = raw.encode("utf-16-le")
            repaired = (data[: place.start] + value["value"].encode("utf-16-le") + data[place.stop :]).decode(
                "utf-16-le"
            )
            assert all(repaired.count(piece["markup"]) == 1 for piece in pieces if "markup" in piece)
    shown = annotated(server, {"text": "He saw the"}, {"markup": "<br/>", "interpretAs": " "}, {"text": "the house."})
    assert [match["rule"]["id"] for match in shown] == ["doubled-word"]
    apart = annotated(
        server, {"text": "He saw the"}, {"markup": "<br/>", "interpretAs": "\n\n"}, {"text": "the house."}
    )
    assert "doubled-word" not in [match["rule"]["id"] for match in apart]
    plain = check(server, data=json.dumps({"text": DOUBLED})).said["matches"]
    assert plain == check(server, text=DOUBLED).said["matches"]


@given(st.lists(st.tuples(st.text("ab .😀\r\n"), st.one_of(st.none(), st.text("x <>\n", max_size=3))), max_size=8))
def test_runs_of_marked_text_tile_it_and_lead_into_the_raw_text(pieces: list[tuple[str, str | None]]) -> None:
    parts = [Part(raw, shown) for raw, shown in pieces]
    doc = document(parts, "<text>")
    assert doc.raw == "".join(raw for raw, _ in pieces)
    at = 0
    for run in doc.runs:
        assert run.span.start == at and 0 <= run.raw.start <= run.raw.end <= len(doc.raw)
        if run.verbatim:
            assert run.span.of(doc.text) == doc.raw[run.raw.start : run.raw.end]
        at = run.span.end
    assert at == len(doc.text)
    assert all(one.raw.end <= other.raw.start for one, other in zip(doc.runs, doc.runs[1:], strict=False))
    markup, place = [], 0
    for raw, shown in pieces:
        if shown is not None:
            markup.append(RawSpan(place, place + len(raw)))
        place += len(raw)
    from mtcheck.core import Edit

    for segment in doc.segments:
        for start in range(segment.span.start, segment.span.end):
            done, refused = carry(doc, [Edit(Span(start, start + 1), "Z")])
            assert bool(done) != bool(refused)
            for edit in done:
                assert not any(edit.span.start < place.end and place.start < edit.span.end for place in markup)
                assert len(patch(doc.raw, done)) == len(doc.raw)


@given(st.text(st.characters()))
def test_units_count_as_utf_16_does(text: str) -> None:
    units = Units(text)
    assert [units(offset) for offset in range(len(text) + 1)] == [
        wide(text[:offset]) for offset in range(len(text) + 1)
    ]


def test_the_answer_has_every_key(server: Served) -> None:
    told = check(server, text=f"{DOUBLED} It was the").said
    assert set(told) >= {"software", "warnings", "language", "matches"}
    assert (
        set(told["software"]) >= {"name", "version", "buildDate", "apiVersion", "premium", "status"}
        and told["software"]["apiVersion"] == 1
    )
    assert told["warnings"] == {"incompleteResults": False}
    assert told["language"] == {
        "name": "English (US)",
        "code": "en-US",
        "detectedLanguage": {"name": "English (US)", "code": "en-US", "confidence": 0.99, "source": "mtcheck"},
    }
    match = told["matches"][0]
    assert set(match) == {
        "message", "shortMessage", "replacements", "offset", "length", "context", "sentence", "type", "rule",
        "ignoreForIncompleteSentence", "contextForSureMatch",
    }  # fmt: skip
    assert match["sentence"] == DOUBLED and match["shortMessage"] == "Doubled coordination"
    assert (
        match["rule"]["category"] == {"id": "accuracy", "name": "Accuracy"} and match["rule"]["issueType"] == "addition"
    )
    assert not match["ignoreForIncompleteSentence"]
    assert check(server, text="The the council of").said["matches"][0]["ignoreForIncompleteSentence"]


def test_rules_and_categories_can_be_chosen(server: Served) -> None:
    text = f"{DOUBLED} The the army left."

    def rules(**given: str) -> set[str]:
        reply = check(server, text=text, **given)
        assert reply.status == 200, reply.body
        return {match["rule"]["id"] for match in reply.said["matches"]}

    both = {"doubled-coordination", "doubled-word"}
    assert rules() == both
    assert rules(disabledRules="doubled-word,MORFOLOGIK_RULE_EN_US") == {"doubled-coordination"}
    assert rules(disabledRules="DOUBLED_WORD") == {"doubled-coordination"}
    assert rules(disabledCategories="linguistic,TYPOS") == {"doubled-coordination"}
    assert rules(enabledOnly="true", enabledRules="doubled-word") == {"doubled-word"}
    assert rules(enabledOnly="true", enabledCategories="accuracy") == {"doubled-coordination"}
    assert rules(enabledOnly="true", enabledRules="UPPERCASE_SENTENCE_START") == set()
    assert (
        rules(enabledRules="UPPERCASE_SENTENCE_START", motherTongue="de-DE", username="x", unknown="y", mode="all")
        == both
    )


def test_hints_are_for_the_picky(server: Served) -> None:
    text = "The minister of the head of the department of the office of the state of Ardania spoke. " * 3
    told = server.ask("POST", "/v1/check", {"text": text}).said["documents"][0]["findings"]
    hints = [finding for finding in told if finding["severity"] == "neutral"]
    assert hints
    assert not [match for match in check(server, text=text).said["matches"] if match["type"]["typeName"] == "Hint"]
    assert len(
        [
            match
            for match in check(server, text=text, level="picky").said["matches"]
            if match["type"]["typeName"] == "Hint"
        ]
    ) == len(hints)


def test_languages(server: Served) -> None:
    german = (
        "Die Regierung hat am Montag beschlossen, dass die Brücke über den Fluss bis zum Ende des Jahres gesperrt"
        " bleibt, wie der Sprecher sagte."
    )
    told = check(server, text=german, language="auto").said
    assert (
        told["matches"] == []
        and told["language"]["code"] == "de"
        and told["language"]["detectedLanguage"]["name"] == "German"
    )
    assert check(server, text=german).said["matches"]  # it was said to be English
    assert (
        check(server, text=DOUBLED, language="auto", preferredVariants="de-DE,en-GB").said["language"]["code"]
        == "en-GB"
    )
    assert check(server, text=DOUBLED, language="EN-gb").said["language"]["code"] == "en-GB"
    listed = server.ask("GET", "/v2/languages").said
    assert {"name", "code", "longCode"} == {*listed[0]} and {"en-US", "en-GB"} <= {one["longCode"] for one in listed}


@pytest.mark.parametrize(
    ("given", "word"),
    [
        ({}, "'text' or 'data'"),
        ({"text": "x", "data": "{}"}, "not both"),
        ({"text": "x", "language": ""}, "language"),
        ({"text": "x", "language": "de-DE"}, "Supported"),
        ({"text": "x", "language": "en\r\nX: y"}, "Supported"),
        ({"text": "x", "enabledOnly": "true"}, "enabledRules"),
        ({"text": "x", "enabledOnly": "true", "enabledRules": "a", "disabledRules": "b"}, "disabledRules"),
        ({"text": "x", "preferredVariants": "en-GB"}, "auto"),
        ({"data": "{"}, "JSON"),
        ({"data": "[" * 20_000}, "JSON"),
        ({"data": "[]"}, "annotation"),
        ({"data": '{"text": 1}'}, "annotation"),
        ({"data": '{"text": "x", "annotation": []}'}, "annotation"),
        ({"data": '{"annotation": [{"text": "x", "markup": "y"}]}'}, "markup"),
        ({"data": '{"annotation": [{"interpretAs": "y"}]}'}, "markup"),
        ({"data": '{"annotation": [1]}'}, "markup"),
    ],
)
def test_what_makes_no_sense_is_an_error_in_plain_text(server: Served, given: dict[str, str], word: str) -> None:
    for method in ("POST", "GET"):
        reply = check(server, method, **given)
        assert reply.status == 400 and reply.headers["content-type"].startswith("text/plain"), given
        assert reply.body.startswith(b"Error: ") and word in reply.body.decode() and b"\n" not in reply.body


def test_the_body_is_form_data_whatever_it_is_called(server: Served) -> None:
    body = f"language=en-US&text={quote(STORIES[0])}"
    answers = [
        server.ask("POST", "/v2/check", body, Content_Type=kind)
        for kind in ("application/json", "text/plain", "application/x-www-form-urlencoded", "multipart/form-data")
    ]
    answers.append(server.ask("POST", "/v2/check?language=en-US", f"text={quote(STORIES[0])}"))
    assert {reply.status for reply in answers} == {200} and len({reply.body for reply in answers}) == 1
    assert server.ask("POST", "/v2/check", b"language=en&text=\xff\xd8&\x00=%zz").status == 200
    assert server.ask("POST", "/v2/check", "&".join(f"a{number}=1" for number in range(2000))).status == 400


def test_the_other_addresses(server: Served) -> None:
    assert server.ask("GET", "/v2/healthcheck").body == b"OK"
    assert int(server.ask("GET", "/v2/maxtextlength").body) == 200_000
    assert server.ask("GET", "/v2/info").said["software"]["name"] == "mtcheck"
    told = server.ask("GET", "/v2/configinfo?language=en").said
    assert told["parameter"]["maxTextLength"] == 200_000 and "doubled-word" in {
        rule["ruleId"] for rule in told["rules"]
    }
    for path, method in (("/v2/nowhere", "GET"), ("/v2/info", "POST")):
        reply = server.ask(method, path)
        assert reply.status in (404, 405) and reply.body.startswith(b"Error: ")
