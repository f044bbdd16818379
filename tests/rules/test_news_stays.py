"""News, headlines and bylines that begin as a part of the page does are never deleted unasked."""

from html import escape

import pytest

import mtcheck

BEFORE = "The council approved the plan on Monday after a debate that lasted four hours, officials said."
AFTER = "Eleven members voted for the plan and nine were against it, the clerk said."

SENTENCES = """\
Advertisement-funded broadcaster Coast TV rose 4% after it said revenue would be flat in the fourth quarter.
Advertisement revenue at the paper fell by a third last year, its owner said on Tuesday.
Advertising watchdog bans three gambling ads over appeal to children, it said on Wednesday.
Sponsored by the late senator, the bill passed by a single vote and became law in 1994.
Share prices fell sharply in Tokyo as the yen rose to its highest level since June.
Share on Facebook of the clip led police to the driver, who was held on Sunday.
Watch: the Swiss firm's new model costs 9,000 francs and tells the phases of the moon.
Watch: police say that he had it on when he was last seen on Monday at the station.
Watch sales in Geneva fell for a third month, the federation said.
Video: the court was shown two minutes of it, without sound, before the jury retired.
Video of the crash was posted on Telegram and seen by two million people, the ministry said.
Photo: the mayor holds it up as proof that the claim was false, and the court agreed with her.
Photo evidence showed that the goal should not have stood, the referees' body said.
Read the letter aloud, the judge told her, and she did, twice.
Read more: that is what the minister told pupils on Friday, and they laughed.
Related: two men were held in Lomna over the same theft, police said.
Related charges against his brother were dropped in March for lack of evidence.
Source: a former aide, who was arrested on Sunday at the airport, gave them the file.
Tags on the whales showed that they had swum 4,000 miles in nine weeks.
Tags: the whales carried them for nine weeks, and all but two came off by themselves.
Comments: the minister made them on Friday, and the union called a strike for them.
Comments by the minister drew anger from unions, which called a strike for Friday.
Live: the ceremony was shown in twelve countries and watched by a third of them.
Live animals were found in the hold, the port said.
Update: 41 people died, not 38, the ministry said on Sunday.
Correction: an earlier version gave the wrong number of dead in the fire.
Editor's note: the bank paid the fine in March and has closed the branch.
Follow the money: that is what prosecutors in Milan say they have done.
Sign up or leave, the coach told the players, and eleven of them left.
Subscribe or leave, the choirmaster told his singers, and eleven of them left.
Newsletter publisher Karst bought the daily for two million euros, it said.
Menu prices rose by a tenth, and half of the guests stayed away, the owner said.
Home: the word was on every wall of the camp, and nobody knew who wrote it.
Home Page, a film about the early web, opened on Friday to warm reviews.
Search: the boats went out at dawn and came back at noon without the two men.
Log in hand, the ranger told the court how the tree fell on the hut.
Next: the cup final. Town meet Rovers on 19 May, with a place in Europe at stake.
Previous: he was a clerk at the port and a member of the council for nine years.
Copyright law will change next year, the culture minister told parliament.
Reuters could not independently verify the account, which was posted on Telegram.
AP reporters saw eleven bodies in the yard on Sunday.
Contact with the boat was lost at 4am, the coast guard said.
Contact: the pilots lost it at 4am, and a search began at dawn.
Recommended by the board, the deal was approved by nine in ten shareholders.
Trending: the hats were worn by half of the guests and sold out by noon.
Most read the letter twice before they signed it, the teacher said.
Breaking news of the king's death, the announcer wept and could not go on.
Breaking: the dam at Orlik gave way on Sunday and two villages were cleared.
Exclusive: the minister paid for the trip himself, papers seen by this paper show.
Opinion: the court gave it in March, and the ministry did nothing for a year.
Analysis: the lab found lead in nine of ten wells and told nobody.
Podcast host Ana Ruiz was fined for contempt on Tuesday, the court said.
Gallery owners said that sales fell by half after the tax was raised.
Weather: it rained for nine days and the river rose to the bridge.
Click, clack: the sound of knitting needles fills the church hall every Tuesday.
Cookies were handed out to the children who had waited since dawn for the president.
Print sales fell 9% and digital sales rose 12%, the publisher said.
Updated figures from the ministry show that 41 people died, not 38.
Loading of the ships was to resume at dawn on Thursday, the port said.
Getty, the picture agency, said that it would sue the company in London.""".split("\n")

HEADLINES = """\
Live: Storm Odile makes landfall in Brittany — as it happened
Live: Town council meeting
Live: council votes on budget
Live updates: mayor of Lomna resigns over bridge
Read more: how a slogan sold a million books
Watch: bear walks into a bank in Lomna
Video: crane falls on a house in Orlik
Related: second man held over the theft
Exclusive: minister paid for the trip
Advertisement revenue falls by a third
Next article of the treaty
Share this story
Read also: storm""".split("\n")

BYLINE = "By Anna Keller | Updated: 14:32 GMT, 3 November 2025 | 47 comments"


@pytest.mark.parametrize("sentence", SENTENCES)
def test_a_sentence_behind_a_label_stays(sentence: str) -> None:
    assert sentence in mtcheck.fix(f"Council votes\n\n{BEFORE}\n\n{sentence}\n\n{AFTER}\n", depth="fast")
    paragraphs = "".join(f"<p>{escape(text, quote=False)}</p>\n" for text in (BEFORE, sentence, AFTER))
    page = f"<html><body><article><h1>Council votes</h1>\n{paragraphs}</article></body></html>"
    assert escape(sentence, quote=False) in mtcheck.fix(page, format="html", depth="fast")


@pytest.mark.parametrize("headline", HEADLINES)
def test_no_headline_is_emptied(headline: str) -> None:
    page = f"<html><head><title>{headline}</title></head><body><h1>{headline}</h1><p>{BEFORE}</p></body></html>"
    repaired = mtcheck.fix(page, format="html", depth="fast")
    assert f"<title>{headline}</title>" in repaired
    assert f"<h1>{headline}</h1>" in repaired
    assert headline in mtcheck.fix(f"{headline}\n\n{BEFORE}\n\n{AFTER}\n", depth="fast")
    feed = (
        f"<rss version='2.0'><channel><title>Desk</title><item><title>{headline}</title>"
        f"<description>{BEFORE}</description></item></channel></rss>"
    )
    assert f"<title>{headline}</title>" in mtcheck.fix(feed, format="rss", depth="fast")


def test_a_headline_behind_live_is_no_furniture_inside_a_story() -> None:
    story = f"Mayor opens bridge\n\nLive: council votes on budget\n\n{BEFORE}\n"
    assert mtcheck.fix(story, depth="fast") == story


@pytest.mark.parametrize("byline", [BYLINE, "By Jana Novak", "By Ana Ruiz and Tom Weir"])
def test_a_byline_in_a_line_of_buttons_stays(byline: str) -> None:
    page = f"<html><body><p>Share on Facebook Tweet WhatsApp\n{byline}</p><p>{BEFORE}</p></body></html>"
    assert byline in mtcheck.fix(page, format="html", depth="fast")
    feed = (
        f"<rss version='2.0'><channel><title>Desk</title><item><title>Dam holds</title><description>Share on Facebook"
        f" Tweet WhatsApp {byline}</description></item></channel></rss>"
    )
    assert byline in mtcheck.fix(feed, format="rss", depth="fast")


def test_a_summary_is_not_emptied() -> None:
    feed = (
        "<rss version='2.0' xmlns:content='http://purl.org/rss/1.0/modules/content/'><channel><title>Desk</title><item>"
        "<title>Dam holds</title><description>Share on Facebook Tweet WhatsApp</description><content:encoded><![CDATA["
        f"<p>ADVERTISEMENT</p><p>{BEFORE}</p><p>{AFTER}</p>]]></content:encoded></item></channel></rss>"
    )
    repaired = mtcheck.fix(feed, format="rss", depth="fast")
    assert "<description>Share on Facebook Tweet WhatsApp</description>" in repaired
    assert "ADVERTISEMENT" not in repaired
