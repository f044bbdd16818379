"""What is no story never passes a gate: pages of errors and walls, fillers, disguises, loops, capitals throughout; nor
does one with letters lost, scores of a program or a wall before its end.
"""

import codecs
import json
import re
from pathlib import Path

import pytest
from commands import run

STORY = (
    "The harbour board met on Monday to choose a builder for the new pier. Its members agreed that the old one is no"
    " longer safe, and the work is to begin before the summer."
)
MORE = "Nine firms from the coast had asked for the contract, and two of them built the lighthouse in the bay."
NO_STORIES = {
    "status": "503 Service Unavailable\n\nThe server is temporarily unable to service your request.",
    "quota": "Quota exceeded for quota metric 'Characters' of the service.",
    "warning": "MYMEMORY WARNING: ALL FREE TRANSLATIONS OF TODAY ARE USED.",
    "length": "QUERY LENGTH LIMIT EXCEEDED. MAX ALLOWED QUERY : 900 CHARS",
    "failed": "Error: translation failed",
    "robot": "We have detected unusual traffic. Please verify that you are not a robot to go on.",
    "browser": "Checking your browser before you enter pier.example. Ray ID: 12ab34cd.",
    "script": "Please enable JavaScript to read on.",
    "cookies": "We use cookies on this site. Accept all cookies. Manage preferences.",
    "missing": "Page not found. The page you requested was moved.",
    "null": "null",
    "none": "None",
    "test": "test test test",
    "addresses": "https://pier.example/a https://pier.example/b",
    "template": "Headline goes here\n\nBody text goes here. Insert photo here.",
    "struck": "".join(char + "\u0336" for char in STORY),
    "bold": "".join(chr(0x1D41A + ord(char) - ord("a")) if "a" <= char <= "z" else char for char in STORY),
    "digits": STORY.translate(str.maketrans("eoi", "301")),
    "joined": STORY.replace(" ", "+"),
    "half joined": f"{STORY}\n\n{STORY.replace(' ', '_')}",
    "solid": STORY.replace("agreed that the old one is no longer safe", "agreedthattheoldoneisnolongersafe"),
    "stacked": STORY.replace(" ", "\n"),
    "letters": " ".join(letter * 4 for letter in "abcdefghijklmnop"),
    "loop": "The pier and the pier and " * 100,
    "banner": "Harbour board meets\n\nWe use cookies on this site. By tapping Accept you agree to our use of them.",
    "paywall": "Harbour board meets\n\nThis article is for subscribers only. Log in to continue reading.",
}


@pytest.mark.parametrize("name", NO_STORIES)
def test_what_is_no_story_has_nothing_to_check(tmp_path: Path, name: str) -> None:
    assert decision(tmp_path, NO_STORIES[name]) == ("nothing to check", 3)


SOUND = {
    "lakhs": (
        "The board of the harbour in Kochi will pay ₹2,75,000 for a crane. The state gave Rs 14,20,000 crore in all."
    ),
    "persons": "Some 3,40,000 people in the north of India have no water, the state said on Monday.",
    "story": STORY,
    "outage": (
        "The site answered “503 Service Unavailable” for an hour on Monday. The council said that its server was"
        " moved and that nobody had lost any data."
    ),
    "cookies": (
        "We use cookies in the recipe, the baker said, and the judges were pleased. The prize of 900 pounds goes"
        " to a school in the town, which will buy an oven."
    ),
    "named": "The G20 and the B52s met on the M25 and the A1 in the 1990s, said 3M, and the F16 of the 2nd wing left.",
    "file": "The board put its plan on the site as plan_of_the_new_pier_for_the_board.pdf on Monday, it said.",
    "readers": "The paper is for subscribers only, its owner said. To continue reading is to pay, and few do so.",
    "figures": "The rate rose to 0.873 on Monday. The one of last year was 0.912.\n\nIt may fall to 0.5 again.",
    "dishes": "The coq au vin and the pot au feu came first, then a tarte au citron. The dolce vita, the guests said.",
    "poem": "The slithy toves and the borogoves are in a poem that every child in the town has known for years.",
    "chorus": "We walk on the pier\nWe walk on the pier\nAnd the boats come in\nWe walk on the pier",
    "code": "Write `%s` for a word and `{0}` for a figure, the guide to the language says on its first page.",
    "scam": "The letter began “Dear [insert name]”, and the bank of the harbour town says that it never wrote it.",
    "glossary": "Photo: a still picture.\nSource: one who tells.\nTags: words that sort.\nSlug: a short name.",
    "refers": "See also: wheat. The price of barley rose on Monday, and farmers said that they would sow more of it.",
    "station": "She told BBC 5live that the play Child(hood) will open in the harbour town in May.",
    "friends": "A friend of a friend of a friend had told the board, its head said, and nobody believed him.",
    "note": "The word is hiraeth (the Welsh have no other), and the board of the harbour uses it in its songs.",
    "last headline": (
        f"{STORY}\n\n{MORE}\n\nThe bay is calm in summer, and few of the boats that come to it ever sink.\n\n"
        "A second harbour lies to the north, but it is too small for the ships of today.\n\n"
        "Board warns on harbour acidification"
    ),
    "headline": "HARBOUR BOARD CHOOSES BUILDER FOR NEW PIER",
}


@pytest.mark.parametrize("name", SOUND)
def test_sound_text_passes(tmp_path: Path, name: str) -> None:
    assert decision(tmp_path, SOUND[name]) == ("pass", 0)


@pytest.mark.parametrize(
    "title", ["2024-05-01", "The board of the harbour met on Monday and chose a builder for the pier"]
)
def test_a_title_and_a_text_that_have_changed_places(tmp_path: Path, title: str) -> None:
    file = tmp_path / "stories.jsonl"
    file.write_text(json.dumps({"id": "1", "title": title, "text": "Board meets"}), encoding="utf-8")
    result = run("check", str(file), "--config", "ci-gate", "--depth", "fast", "--format", "json")
    assert (result.code, json.loads(result.out)["summary"]["stories"][0]["decision"]) == (3, "nothing to check")


def test_a_story_in_capitals_wants_a_review(tmp_path: Path) -> None:
    assert decision(tmp_path, STORY.upper()) == ("review", 0)


def decision(folder: Path, text: str, depth: str = "fast") -> tuple[str, int]:
    """What `ci-gate` says of a text, and the exit code."""
    file = folder / "story.txt"
    file.write_text(text, encoding="utf-8")
    result = run("check", str(file), "--config", "ci-gate", "--depth", depth, "--format", "json")
    return json.loads(result.out)["summary"]["stories"][0]["decision"], result.code


def test_filler_below_a_story_blocks_it(tmp_path: Path) -> None:
    assert decision(tmp_path, f"{STORY}\n\nLorem ipsum dolor sit amet, consectetur adipiscing elit.") == ("block", 1)


BROKEN = {
    "masked name": STORY.replace("Its members", "PERSON2 and PERSON3"),
    "masked place": STORY.replace("harbour board", "board of <loc>"),
    "masked body": STORY.replace("harbour board", "xxORGxx"),
    "no value": STORY.replace("Its members", "Mayor undefined"),
    "no figure": STORY.replace("choose", "pay more than £ million to"),
    "no quotation": STORY.replace("Its members agreed", "“” its members said, and agreed"),
    "written breaks": STORY.replace("pier. Its", "pier.\\n\\nIts"),
    "lost letter": STORY.replace("members", "mem\ufffders"),
    "lost sign": STORY.replace("Its", "\ufffd Its"),
    "private": STORY.replace("members", "mem\ue042ers"),
    "credit": f"{STORY}\n\nTranslated by Google Translate",
    "scores in front": "\n\n".join(f"-0.4312 {line}" for line in (STORY, STORY.replace("pier", "mole"))),
    "scores behind": "\n".join(f"{line}\t0.873" for line in (STORY, STORY.replace("pier", "mole"))),
    "wall": f"{STORY}\n\nSubscribe to continue reading",
    "turned round": STORY[::-1],
    "shifted": codecs.encode(STORY, "rot13"),
    "misread": STORY.replace("the", "tbe").replace("harbour", "barbour").replace("members", "rnembers"),
    "twice": f"{STORY}\n\n{MORE}\n\n{STORY}\n\n{MORE}",
    "paragraph twice": f"{STORY}\n\n{MORE}\n\n{MORE}",
    "other language": (
        "The board said que el muelle is closed. Its head thanked los pescadores, and said que nadie paid. In the end"
        " la obra goes on."
    ),
    "choices": STORY.replace("choose", "choose / elect")
    .replace("agreed", "agreed / held")
    .replace("work", "work / job"),
    "either article": STORY.replace("the ", "the/a "),
    "spun": STORY.replace("builder", "{builder|maker}"),
    "names gone": "The mayor of  met the board on Monday. “We are late,” said , who leads it, and left by .",
    "queried": f"{MORE} The caf?s were shut, the baker said. ?We wait,? he said, and paid ?90.",
    "unmarked": re.sub(r"[^\w\s]", "", f"{STORY} {MORE}").lower(),
    "glued": f"{STORY} {MORE} It will last.They have time.".replace(". ", "."),
    "hyphens": f"{STORY} {MORE}".replace("harbour", "har- bour")
    .replace("members", "mem- bers")
    .replace("firms", "fi- rms")
    .replace("contract", "con- tract"),
    "cut in a word": f"{STORY} {MORE} The quay stays open to fishing bo",
    "foreign tail": f"{STORY} {MORE} Werk begint in maart.",
    "headed": f"**Title:** Harbour board meets\n\n**Body:** {STORY}",
    "looped": "They met at the old mill and at the old mill and at the old mill and at the old mill and left.",
    "cut": f"{STORY} {MORE} The board will meet again in the",
    "cut at a preposition": f"{STORY}\n\n{MORE}\n\n{STORY[:60]} there.\n\n{MORE[:50]}.\n\nWork is due to end in",
    "numbered names": STORY.replace("harbour board", "board of QVX0").replace("members", "head QVX1"),
    "no name": f"{MORE} “It is late,” said null, who leads the board.",
    "other letters": STORY.replace("a builder", "одного строителя"),
    "half a wall": f"{STORY} To continue reading this article, please subscribe or log",
}


@pytest.mark.parametrize("name", BROKEN)
def test_what_nobody_would_print_blocks_a_story(tmp_path: Path, name: str) -> None:
    assert decision(tmp_path, BROKEN[name]) == ("block", 1)


def test_a_few_words_in_capitals_want_a_review_too(tmp_path: Path) -> None:
    assert decision(tmp_path, "THE BOARD OF THE HARBOUR MET AND CHOSE A BUILDER FOR THE PIER.") == ("review", 0)


@pytest.mark.parametrize("led", ["", "Harbour board meets\n\n"])
def test_a_few_words_that_nobody_can_read_block_a_story(tmp_path: Path, led: str) -> None:
    garbled = f"{led}Of by the when harbour said never into blue with run he it was from to quickly table."
    assert decision(tmp_path, garbled, depth="standard") == ("block", 1)
    assert decision(tmp_path, f"{led}{STORY.split('.')[0]}.", depth="standard") == ("pass", 0)


EMPTY = {
    "text.jsonl": '{"id": "1", "title": "Ferry fares rise", "text": ""}',
    "null.jsonl": '{"id": "1", "title": "Ferry fares rise", "text": null}',
    "word.jsonl": '{"id": "1", "title": "Ferry fares rise", "text": "None"}',
    "dots.jsonl": '{"id": "1", "title": "Ferry fares rise", "text": "..."}',
    "tags.jsonl": '{"id": "1", "title": "Ferry fares rise", "text": "<div></div>"}',
    "again.jsonl": '{"id": "1", "title": "Ferry fares rise", "text": "Ferry fares rise"}',
    "error.jsonl": '{"id": "1", "title": "Ferry fares rise", "text": "Error 503"}',
    "refused.jsonl": '{"id": "1", "title": "Ferry fares rise", "text": "I’m sorry, but I can’t do this."}',
    "cell.csv": "id,title,text\n1,Ferry fares rise,#VALUE!\n",
    "cell.tsv": "id\ttitle\ttext\n1\tFerry fares rise\t\n",
    "untranslated.csv": "id,title,text\n1,Ferry fares rise,[not translated]\n",
    "item.rss": "<rss><channel><item><title>Ferry fares rise</title><description/></item></channel></rss>",
    "entry.atom": (
        '<feed xmlns="http://www.w3.org/2005/Atom"><entry><title>Ferry fares rise</title><content/></entry></feed>'
    ),
    "page.html": "<title>Ferry fares rise</title><body></body>",
    "story.nitf": "<nitf><body><body.head><hedline><hl1>Ferry fares rise</hl1></hedline></body.head></body></nitf>",
    "story.txt": "Ferry fares rise\n\nnull\n",
}


@pytest.mark.parametrize("name", EMPTY)
def test_a_title_without_a_story_has_nothing_to_check(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text(EMPTY[name], encoding="utf-8")
    result = run("check", name, "--config", "ci-gate", "--depth", "fast", "--format", "json", cwd=tmp_path)
    said = json.loads(result.out)
    assert (result.code, said["summary"]["stories"][0]["decision"]) == (3, "nothing to check")
    assert (said["documents"][0]["score"], said["documents"][0]["verdict"]) == (0, "block")


ANSWERS = {
    "refusal": "Apologies, but I am not able to translate the rest of this text.",
    "nothing sent": "The document you submitted appears to be blank.",
    "asked back": "Please paste the article that you would like me to put into English.",
    "prompt": "Please rewrite the following article in plain words.",
    "role": "You are an experienced translator of news.",
    "rules": "Return only the translation. Do not add explanations.",
    "label": "User: please translate",
    "greeting": "Sure! Below you will find the English version.",
    "go": "Here you go:",
    "thought": "Okay, let me go through this article step by step.",
    "user": "The user wants me to translate this article.",
    "offer": "If you like, I can also make a shorter version.",
    "claim": "I have kept the formatting of the source text.",
    "notes": "**Translation notes:**",
    "count": "Word count: 212",
    "end": "End of the translation.",
    "failed": "Error: failed to translate paragraph 2.",
    "status": "504 Gateway Timeout",
    "mark": "[MISSING TRANSLATION]",
    "rest": "(The remainder of the article is left out here.)",
    "fence": "```",
}


@pytest.mark.parametrize("name", ANSWERS)
def test_what_an_engine_says_of_its_work_blocks_a_story(tmp_path: Path, name: str) -> None:
    said = ANSWERS[name]
    assert decision(tmp_path, f"{said}\n\n{STORY}")[1] in (1, 3)
    assert decision(tmp_path, f"Harbour board meets\n\n{STORY}\n\n{said}\n\n{MORE}")[1] in (1, 3)
    assert decision(tmp_path, f"{STORY}\n\n{said}")[1] in (1, 3)
    assert decision(tmp_path, said)[1] in (1, 3)


FIRST_PERSON = {
    "leeks": "I have tried to grow beans on this roof for six summers.",
    "secret": "I have kept the secret of the old pier for years. I can’t provide a reason.",
    "hope": "I hope this helps the board to choose. Let me know if I have forgotten a name.",
    "sorry": "I’m sorry, but I can’t forgive the board for it.",
    "source": "The original text was carved in oak. I have left the letters as my father cut them.",
    "quoted": "“I’m sorry, but I cannot translate this text,” the machine told the clerk.",
    "note": "Please note that the text of the plan is on the board’s site.",
    "command": "Translate that into votes and the board has no friends left.",
    "letter": "Please send your articles to the editor. The board apologises for the error.",
}


@pytest.mark.parametrize("name", FIRST_PERSON)
def test_copy_in_the_first_person_is_no_answer_of_an_engine(tmp_path: Path, name: str) -> None:
    said = FIRST_PERSON[name]
    for text in (f"{said}\n\n{STORY}", f"{STORY}\n\n{said}", f"{STORY}\n\n{said}\n\n{MORE}"):
        assert decision(tmp_path, text) == ("pass", 0)
