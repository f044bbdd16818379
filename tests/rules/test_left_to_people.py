"""Repairs that looked safe and harmed real copy: each is left to a person, or nothing is found at all."""

import pytest

import mtcheck

LED = "The harbour opened on Friday after two weeks of storms.\n\n"


@pytest.mark.parametrize(
    "line",
    [
        "“Greetings from the frozen pier,” she posted.\n\nWrite in the comments, what is the ice like in your town?",
        "What fits into the bag depends of course on the size of the camera.",
        "There is so little work in Orlec *sobs* and the rents are high.",
        "I do not need the sun of another land,\\ n I need my own.",
        "Harbour opens to two hundred ships| Orlec Morning Post wrote on Friday.",
        "She will cancel the trip~ They had waited a long time for it.",
        'The choir "Open Hands" "," We need no new song, they wrote.',
        "Important news: The council of Orlec wants a second bridge by spring",
        "Tap the\n\nMore icon at the bottom of the screen.",
        "They sold the pier.\n\nI agree with you.\n\nSome of us must give up the boats.",
        "They sold the pier.\n\nThank you for reading and please excuse the tone of it.\n\nSome of us left the boats.",
        "They sold the pier.\n\nOn the topic: I am no sailor, but I love the boats.\n\nSome of us left the boats.",
        "The code was written with .Net Script by two students.",
        "The page https://www.orlec.example.org/boats/ will be open next week.",
        "He chose the boat before the trip began~ the captain took some pictures of it.",
        "The award went to the players for Measure for Measure at the town theatre.",
        "He led the club to back to back cups in two years.",
        "It is a town that is after the truth, a town that is after the truth, a town that is after work.",
        "Why did the old sailors call the black rock black rock?",
        'The feature, sold only in the north, "adds useful links". But some users are not sure.',
        "A trial began at the Orlec Childrens Hospital on Monday.",
        "Rust beat the champion in the final.\n\n, who broke through at the games in May, will rest.",
        "The race was won by\n\n, who had to fight off three others.",
        "Crews filled the pier.\n\nBack in the 60s and 70s\n\nThe pier was new then.",
        "He told the crews:\n\nShare your experience in boats so that the young will be keen.\n\nThey cheered.",
        "Boko did not kill any of our members_ Nigeria said on Monday.",
        "[Tsume-harbour] The paper sells its column by the day.",
        "The man seems to have to have a permit for the boat.",
        "They were happy with the day: Love is good\\ (^o^) /",
        "The songs were old.\n\n#Impressions\n\nIt was a long night at the pier.",
        "They sold rice to farmers “ handlers “ traders “ storage “ shops (all of it) “ and the rest.",
        "The trial drew 21,000 people since it began “ and they saw a good game.",
        "The sale of homes” most of all new ones” fell in May.",
        "They must come together.\n\nHome is home.\n\nThe port is open.",
        "Our slogan is Your data is YOUR data, because it is ours.",
        "The list was long.\n\nLike this!\n\nIn the north it was longer.",
        "About 300~ people and two dogs were saved.",
        "The town built a hall\n\n. Its roof is made of glass.",
        'He left in "Orlec" at "noon and said,"Go ahead!" in two words.',
        "She has been missing in Orlec since 3: 00. December.",
    ],
)
def test_the_line_stays_as_it_is_unless_a_person_says_so(line: str) -> None:
    assert mtcheck.fix(LED + line, depth="fast") == LED + line


@pytest.mark.parametrize(
    ("line", "repaired"),
    [
        (  # marks out of step: only the last one is sure
            'Read this: " The film of the year was " Birds of Orlec. " My friends wept. If " Tall Grass " can, good. "',
            'Read this: "The film of the year was " Birds of Orlec. " My friends wept. If " Tall Grass " can, good."',
        ),
        ('The film was called " Birds of Orlec " by all.', 'The film was called "Birds of Orlec" by all.'),
        ("The town is called *Old Orlec* today.", "The town is called Old Orlec today."),
        ("The council said,”The port stays open until noon.”", "The council said, “The port stays open until noon.”"),
        ("The ship left at 3: 00 in the afternoon.", "The ship left at 3:00 in the afternoon."),
        (
            "They sold the pier (the site is run by Ana Rust. ) pic.twitter.com/UxZ9",
            "They sold the pier (the site is run by Ana Rust.)",
        ),
        (
            "Forms are at https://www.orlec.org/ boats/2022.pdf today.",
            "Forms are at https://www.orlec.org/boats/2022.pdf today.",
        ),
        ("The ship “ Old Orlec ” left on Monday.", "The ship “Old Orlec” left on Monday."),
        ("The board agreed.\n\nThe work is to begin soon. ”", "The board agreed.\n\nThe work is to begin soon.”"),
    ],
)
def test_its_sound_neighbour_is_repaired_unasked(line: str, repaired: str) -> None:
    assert mtcheck.fix(LED + line, depth="fast") == LED + repaired
