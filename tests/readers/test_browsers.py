"""What a browser shows of a page is read, or named as not read, whatever the page does to hide it."""

import pytest

from mtcheck.readers import html

BAD = "The council took weapons and weapons from the depot."
SHOWN = (
    # a tag, a comment or a style ends where the element around it does
    "<title><!--</title>{}-->",
    "<title><script></title>{}</script>",
    '<title><a b="</title>{}"></a>',
    "<textarea><style></textarea>{}</style>",
    "<xmp><script></xmp>{}</script>",
    "<noscript><style></noscript>{}</style>",
    "<noscript><!--</noscript>{}-->",
    '<noscript><a b="</noscript>{}"></a>',
    "<noscript><script></noscript>{}",
    "<iframe><!--</iframe>{}-->",
    "<noembed><script></noembed>{}</script>",
    "<noframes><script></noframes>{}</script>",
    "<script/><!--</script>{}-->",
    # markup in them is text
    "<textarea><!-- {} --></textarea>",
    "<xmp><!-- {} --></xmp>",
    "<xmp><script>{}</script></xmp>",
    "<xmp><script>{}",
    "<textarea/><script>{}</script>",
    "<plaintext><!-- {} -->",
    "<plaintext></plaintext><script>{}</script>",
    # other white space does not end a tag's name
    "<script\x0b>{}</script>",
    "<style\x85>{}</style>",
    "<script\xa0>{}</script>",
    # paragraphs leave drawings and formulas
    "<svg><style><p>{}</p></style></svg>",
    "<svg><script><p>{}</p></script></svg>",
    "<math><style><p>{}</p></style></math>",
    "<math><svg><script>{}</script></svg></math>",
    # quotation marks that open no value
    '<a b=c"d>{}<e f="g">',
    '<a "b>{}<i c="">',
    "<p '>{}<p '>",
    '<a ="x>{}<b c="">',
    '<a b==">{}<b c="">',
    '</a b=c"d>{}<e f="g">',
    '<a b= "x" c"d>{}<e f="g">',
    '<a/"b>{}<i c="">',
    '<a b=c/"d>{}<e f="g">',
    # tags and comments inside a tag are attributes
    "<a <style>{}</style>",
    "<a <!-- >{} -->",
    '<a b=c"<script>{}</script>',
    "<textarea <!-- ><script>{}</script></textarea>",
    # attributes that are shown
    '<iframe srcdoc="&lt;p>{}"></iframe>',
    '<input type=submit value="{}">',
    "<option label='{}'>",
    '<textarea placeholder="{}"></textarea>',
    '<object data="data:text/html,{}"></object>',
    "<![CDATA[<script>]]>{}",
    "<![CDATA[{}]]>",
)
NOT_SHOWN = (
    "<style>a::after { color: none important }</style>",
    "<svg><style><![CDATA[.a { fill: none important }]]></style></svg>",
    '<script>write("<p>so it is here and now</p>")</script>',
    '<a "b"="so it is here and now<b c="">',
    '<a title="so it is here and now" data-a=\'{"value":"so it is here and now"}\'>x</a>',
    '<input type="text" name="q" value="Search here">',
    "<script src='a'/></script>",
)


@pytest.mark.parametrize("page", SHOWN)
def test_what_a_browser_shows_is_read_or_named(page: str) -> None:
    doc = html.read(f"<p>The port closed.</p>{page.format(BAD)}")
    assert "weapons and weapons" in doc.text or any("not read" in said for said in doc.skipped)


@pytest.mark.parametrize("page", NOT_SHOWN)
def test_what_no_browser_shows_is_neither(page: str) -> None:
    doc = html.read(f"<p>The port closed.</p>{page}<p>It rained.</p>")
    assert doc.text.split("\n")[0] == "The port closed." and doc.text.endswith("It rained.\n") and not doc.skipped
    assert "here and" not in doc.text and "none" not in doc.text


def test_a_tag_in_a_tag_is_text() -> None:
    assert html.read("<p>It is 5 <a few words <b>more</b></p>").text == "It is 5 <a few words more\n"
    assert html.read('<p><a href="x>so<b>more</b></p>').text == "somore\n"
