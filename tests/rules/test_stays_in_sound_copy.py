"""Sound copy that repairs used to change unasked: every kind stays as it is, whichever rule finds something in it."""

import pytest

import mtcheck

LED = "The harbour opened on Friday after two weeks of storms.\n\n"


@pytest.mark.parametrize(
    "story",
    [
        # a reporter's brackets
        "“We got through [SARS-2] as a town,” the mayor said.",
        "They watched the [MiG-29] land, and a [T-72] rolled past.",
        # markup that a sentence speaks of
        "A remark begins with <!-- and goes on --> until the line ends, as the browser knows.",
        "You type **big** to make a word bold, the teacher said of Markdown.",
        # lines that may be the story's own
        "Anyone with news of her can ring the police.\n\nHotline: 0700 555 0199",
        "Anyone with news of her can ring the police.\n\nTel: 01234 555019\n\nThe search goes on.",
        "Mara Lind (Green)\nVotes: 2,310\nOlaf Berg (Left)\nVotes: 1,077",
        "Mara Lind (Green)\n2,310 votes\nOlaf Berg (Left)\n1,077 votes",
        "Lind c Berg b Moss 31\nBerg not out 12\nTotal 188",
        "75 years ago\nThe pier burnt down.\n30 years ago\nThe new pier was opened by the queen.",
        "20 minutes ago\nThe boat has left the harbour, our reporter says.",
        "Orlec to Tarn\n06:20 / 07:05\n09:40 / 10:25",
        "Page 4\nA new bridge for Orlec\nPage 9\nThe boats of winter",
        "The program has one line:\n\nlet y = 2; console.log(y);\n\nSave it and run it.",
        "MENU\nBean soup, 3 euros\nTrout, 8 euros",
        "Join us on Facebook, the sign said. Join us on Telegram, it said, and no one came.",
        (
            "Subscribe to our newsletter and you will get a story each morning, which a person wrote for you. Nobody"
            " sells your address, and you can leave any day."
        ),
        "MARA\nNext.\nOLAF\nRead more.\nMARA\nLike it. Share it. Subscribe!",
        "Print\nShare\nClose\nWhat is left of the day?",
        "Write your opinion in the comments box of your worksheet\n\nShare your answer with a friend.",
        # references to other places
        "The price of salt fell. See also: herring.",
        "A contract may be ended early. See also: Section 12 of the Boats Act 1998.",
        "Boat talk, 8pm.\nVideo: how to mend a net\nSong night, 9pm.",
        "Boat talk, 8pm.\nRelated: sisters who met on a ferry\nSong night, 9pm.",
        "He was asked about it (see also: page 7) and smiled.",
        # dates and scores
        "Orlec made 244 for 7 dec and won by 20 runs.",
        "Lind was out for 14. August came in at five and hit a four.",
        "Orlec 312/9 dec beat Tarn by an innings.",
        # words doubled by two clauses that meet
        "She is seen as as good as any singer in the town.",
        "The aunt she lived with with her dogs has died.",
        "It was the beach they walked to to swim.",
        "The side he coached for for 14 seasons let him go.",
        "The boat she slept in was one she came to to be alone.",
        "The man they laughed at at the market went home.",
        # turns that go round
        "A cousin of a cousin of a cousin sold the boat.",
        "It was a story within a story within a story.",
        # a word that points
        "The mayor stressed, that Monday, the need for boats.",
        "She knows, that aunt.",
        "It was clear, that song, and sad.",
        "She said, that evening, that the boat was lost.",
        # marks of a list of references
        "Berg [1] and Lind [2] do not agree.\n\nReferences\n\n[1] Berg, K. Boats, 1990.\n\n[2] Lind, M. Nets, 1991.",
        "[4] The sea was calm, and the boats lay still. [5] And the wind rose.",
        "The marks are in brackets: [1] means the first of the books.",
        # names with figures and endings
        "She told BBC 5sport that she would sing.",
        "The novel Mother(hood) and the film Neighbour(hood) are by one writer.",
        # asides between dashes
        '"Blue Sea" - reported copies: ten thousand - in a week.',
        '"Wait!" - told her to wait, that is - and she did.',
        # words that are under discussion
        "Two “sheep”, and two aircrafts is wrong, she wrote; so is furnitures.",
        'The board by the pier read "NO BOATS - - NO DOGS" for years.',
        "The sign said “the the harbour” and nobody saw it.",
        # an ellipsis of spaced points
        "“I was glad of it. . . . I slept well,” she wrote.",
        # words in quotation marks
        "“It is my my harbour,” the old man said, and he wept.",
    ],
)
def test_sound_copy_stays_as_it_is(story: str) -> None:
    assert mtcheck.fix(LED + story, depth="fast") == LED + story


@pytest.mark.parametrize(
    "story",
    [
        "I know that you are cold\n\nI know that you are cold. So am I.\nThe boat is old, the sea is wide.",
        "What is a heat store?\n\nWhat is a heat store? It is a tank of warm water under the house.",
        "I went along the harbour wall\n\nI went along the harbour wall\nWhen all the boats were in,\nAnd saw the sea",
    ],
)
def test_a_first_line_that_says_the_title_again_stays(story: str) -> None:
    assert mtcheck.fix(story, depth="fast") == story


@pytest.mark.parametrize(
    ("story", "fixed"),
    [
        ("The head of of the port resigned.", "The head of the port resigned."),
        ("The crews left.\n\nADVERTISEMENT\n\nThey return in May.", "The crews left.\n\nThey return in May."),
        ("The crews left.\n\nSubscribe to our Telegram channel!", "The crews left."),
        ("The crews left.\n\nRead also: Storm nears the northern coast\n\nThey rest.", "The crews left.\n\nThey rest."),
        ("The crews left. [ad_1]", "The crews left."),
        ("The port is small[1], the mayor said.", "The port is small, the mayor said."),
        ("He said, that the boats are old and slow.", "He said that the boats are old and slow."),
        ("The council meets on 12. March in Orlec.", "The council meets on 12 March in Orlec."),
        ("It took 14people to lift the boat.", "It took 14 people to lift the boat."),
    ],
)
def test_what_is_beyond_doubt_is_still_repaired(story: str, fixed: str) -> None:
    assert mtcheck.fix(LED + story, depth="fast") == LED + fixed


def test_a_phrase_in_capitals_is_put_right_in_capitals() -> None:
    (finding,) = [found for found in mtcheck.check(CAPITALS, depth="fast").findings if found.rule.id == "calque"]
    assert [edit.text for edit in finding.repairs[0].edits] == ["COME INTO FORCE"]


CAPITALS = "THE TAX ON BOATS WILL ENTER IN FORCE ON FRIDAY"
