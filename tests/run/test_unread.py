"""What a reader leaves unread does not pass a gate: code, other fields, attributes, what nobody was to translate."""

import json
from pathlib import Path

import pytest
from commands import CLEAN, DOUBLED, ONLY, gate, run


def feed(inner: str) -> str:
    return (
        '<rss xmlns:media="http://search.yahoo.com/mrss/" xmlns:x="urn:x"><channel><item><title>Port'
        f" closes</title>{inner}</item></channel></rss>"
    )


def atom(inner: str) -> str:
    return (
        '<feed xmlns="http://www.w3.org/2005/Atom" xmlns:media="http://search.yahoo.com/mrss/"><entry><title>Port'
        f" closes</title>{inner}</entry></feed>"
    )


def nitf(inner: str) -> str:
    return f"<nitf><head><title>Port</title></head>{inner}</nitf>"


def newsml(inner: str) -> str:
    return (
        '<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/"><contentMeta><headline>Port'
        f" closes</headline></contentMeta><contentSet>{inner}</contentSet></newsItem>"
    )


HIDDEN = {
    "html-block.md": f"<div>\n{DOUBLED}\n</div>\n",
    "html-block-of-all.md": f"<section>\n<p>{DOUBLED}</p>\n<p>It was late.</p></section>\n",
    "html-block-in-a-list.md": f"- A port.\n  <div>{DOUBLED}</div>\n",
    "between-rules.md": f"---\n{DOUBLED}\n---\n",
    "between-rules-with-a-colon.md": f"---\nNote: all is well\n\nIt was so: yes.\n{DOUBLED}\n---\nThe port closed.\n",
    "front-matter.md": f"---\ntitle: {DOUBLED}\nlayout: post\n---\nThe port closed.\n",
    "front-matter-in-quotes.md": f'---\ntitle: "{DOUBLED}"\n---\nThe port closed.\n',
    "front-matter-of-another-key.md": f"---\nlayout: post\nbody: |\n  {DOUBLED}\n---\nThe port closed.\n",
    "toml-front-matter.md": f"+++\ndescription = '{DOUBLED}'\n+++\nThe port closed.\n",
    "code.md": f"The port closed.\n\n    {DOUBLED}\n",
    "fence.md": f"The port closed.\n\n```\n{DOUBLED}\n```\n",
    "open-fence.md": f"The port closed.\n\n```\n{DOUBLED}",
    "open-fence-in-a-quotation.md": f"The port closed.\n\n> ~~~\n> {DOUBLED}\n\nIt was late.\n",
    "backticks.txt": f"The port closed. `{DOUBLED}`\n",
    "backticks.jsonl": json.dumps({"text": f"The port closed.\n\n`{DOUBLED}`"}),
    "not-to-be-translated.xlf": (
        '<xliff version="1.2"><file original="x"><body><trans-unit id="1"><source>a</source><target>The port'
        f' closed.</target></trans-unit><trans-unit id="2" translate="no"><source>b</source><target>{DOUBLED}</target>'
        "</trans-unit></body></file></xliff>"
    ),
    "code.xlf": (
        '<xliff version="1.2"><file original="x"><body><trans-unit id="1"><source>a</source><target>The port closed.'
        f'<ph id="1">{DOUBLED}</ph></target></trans-unit></body></file></xliff>'
    ),
    "inline-code.md": f"The port closed. `{DOUBLED}`\n",
    "noscript.html": f"<p>The port closed.</p><noscript>{DOUBLED}</noscript>",
    "open-noscript.html": f"<p>The port closed.</p><noscript><p>{DOUBLED}</p>",
    "svg.html": f"<p>The port closed.</p><svg><text>{DOUBLED}</text></svg>",
    "textarea.html": f"<p>The port closed.</p><textarea>{DOUBLED}</textarea>",
    "template.html": f"<p>The port closed.</p><template>{DOUBLED}</template>",
    "iframe.html": f"<p>The port closed.</p><iframe>{DOUBLED}</iframe>",
    "pre.html": f"<p>The port closed.</p><pre>{DOUBLED}</pre>",
    "code.html": f"<p>The port closed.</p><p><code>{DOUBLED}</code></p>",
    "comment-that-ends-otherwise.html": f"<p>The port closed.</p><!-- a --!><p>{DOUBLED}</p><!-- b -->",
    "cdata.html": f"<p>The port closed.</p><![CDATA[{DOUBLED}]]>",
    "script-with-a-longer-end.html": f"<script>a()</scripts><!--</script><p>{DOUBLED}</p>-->",
    "body.nitf": nitf(f"<body>{DOUBLED}</body>"),
    "paragraph-in-body.nitf": nitf(
        f"<body><p>{DOUBLED}</p><body.content><p>The port closed.</p></body.content></body>"
    ),
    "second-body.nitf": nitf(
        "<body><body.content><p>The port"
        f" closed.</p></body.content></body><body><body.content><p>{DOUBLED}</p></body.content></body>"
    ),
    "beside-body.nitf": nitf(f"<body><body.content><p>The port closed.</p></body.content></body><p>{DOUBLED}</p>"),
    "body-head.nitf": nitf(
        f"<body><body.head><note>{DOUBLED}</note></body.head><body.content><p>The port"
        " closed.</p></body.content></body>"
    ),
    "body-end.nitf": nitf(
        f"<body><body.content><p>The port closed.</p></body.content><body.end><p>{DOUBLED}</p></body.end></body>"
    ),
    "no-language.tmx": f'<tmx><header srclang="de"/><body><tu><tuv><seg>{DOUBLED}</seg></tuv></tu></body></tmx>',
    "no-english.tmx": (
        f'<tmx><header srclang="de"/><body><tu><tuv xml:lang="fr"><seg>{DOUBLED}</seg></tuv></tu></body></tmx>'
    ),
    "second-field.jsonl": json.dumps({"text": "The port closed.", "body": DOUBLED}),
    "second-field.json": json.dumps(
        [{"text": "The port closed.", "headline": "Port", "title": "Port shut", "content": DOUBLED}]
    ),
    "second-column.csv": f"id,text,body\n1,The port closed.,{DOUBLED}\n",
    "code.rss": feed(f"<description>&lt;p>The port closed.&lt;/p>&lt;code>{DOUBLED}&lt;/code></description>"),
    "pre.rss": feed(f"<description>&lt;p>The port closed.&lt;/p>&lt;pre>{DOUBLED}&lt;/pre></description>"),
    "template.rss": feed(
        f"<description>&lt;p>The port closed.&lt;/p>&lt;template>{DOUBLED}&lt;/template></description>"
    ),
    "pre.jsonl": json.dumps({"text": f"<p>The port closed.</p><pre>{DOUBLED}</pre>"}),
    "template.jsonl": json.dumps({"text": f"<p>The port closed.</p><template>{DOUBLED}</template>"}),
    "list-in-a-second-field.jsonl": json.dumps({"text": "The port closed.", "body": [DOUBLED]}),
    "object-in-a-second-field.json": json.dumps([{"text": "The port closed.", "content": {"html": DOUBLED}}]),
    "the-same-name-twice.jsonl": f'{{"text": {json.dumps(DOUBLED)}, "text": "The port closed."}}',
    "column-without-a-name.csv": f"id,text,\n1,The port closed.,{DOUBLED}\n",
    "story-in-a-story.ninjs": json.dumps(
        {
            "uri": "u",
            "headline": "Port",
            "body_text": "The port closed.",
            "associations": {"a": {"uri": "v", "type": "text", "body_text": DOUBLED}},
        }
    ),
    "content.json": json.dumps(
        {
            "version": "https://jsonfeed.org/version/1.1",
            "items": [{"id": "1", "content_text": "The port closed.", "body": DOUBLED}],
        }
    ),
    "items-twice.json": (
        f'{{"version": "https://jsonfeed.org/version/1.1", "items": [{{"content_text": "{DOUBLED}"}}], '
        '"items": [{"content_text": "The port closed."}]}'
    ),
    "items-twice.ninjs": (
        f'{{"items": [{{"uri": "u", "headline": "{DOUBLED}"}}], '
        '"items": [{"uri": "u", "headline": "The port closed."}]}'
    ),
    "body-twice.ninjs": (
        f'{{"uri": "u", "headline": "Port", "bodies": [{{"value": "{DOUBLED}", "value": "The port closed."}}]}}'
    ),
    "markdown-body.ninjs": json.dumps({"uri": "u", "headline": "Port", "body_markdown": DOUBLED}),
    "item-in-item.rss": feed(f"<item><description>{DOUBLED}</description></item>"),
    "media.rss": feed(f"<media:description>{DOUBLED}</media:description>"),
    "media-group.rss": feed(
        f"<media:group><media:content><media:description>{DOUBLED}</media:description></media:content></media:group>"
    ),
    "other-element.rss": feed(f"<x:story>{DOUBLED}</x:story>"),
    "other-namespace.rss": feed(f"<x:description><x:p>{DOUBLED}</x:p></x:description>"),
    "right-in-the-item.rss": feed(DOUBLED),
    "entry.rss": (
        feed("<description>The port closed.</description>").replace(
            "</channel>", f"<entry><content>{DOUBLED}</content></entry></channel>"
        )
    ),
    "item.atom": (
        atom("<content>The port closed.</content>").replace(
            "</feed>", f"<item><description>{DOUBLED}</description></item></feed>"
        )
    ),
    "media.atom": atom(f"<media:group><media:description>{DOUBLED}</media:description></media:group>"),
    "unknown-type.atom": atom(f'<content type="story">{DOUBLED}</content>'),
    "xml-type.atom": atom(f'<content type="application/xml"><p>{DOUBLED}</p></content>'),
    "other-element.atom": atom(f"<story>{DOUBLED}</story>"),
    "section.newsml.xml": newsml(
        f'<inlineXML contenttype="application/xhtml+xml"><section><p>{DOUBLED}</p></section></inlineXML>'
    ),
    "two-bodies.newsml.xml": newsml(
        f"<inlineXML><html><body><p>The port closed.</p></body><body><p>{DOUBLED}</p></body></html></inlineXML>"
    ),
    "unknown-type.newsml.xml": newsml(f'<inlineData contenttype="text/markdown">{DOUBLED}</inlineData>'),
    "nothing.rss": "<rss><channel><title>Wire</title></channel></rss>",
    "nothing.atom": '<feed xmlns="http://www.w3.org/2005/Atom"><title>Wire</title></feed>',
    "nothing.json": '{"version": "https://jsonfeed.org/version/1.1", "items": []}',
    "nothing.jsonl": '{"text": ""}',
    "nothing.csv": "id,text\n",
    "nothing.txt": "",
    "blank.txt": " \n\n",
    "dots.md": "---\n\n***\n",
    "nothing.html": "<p></p>",
    "backwards.txt": f"The port closed.\n\u202e{DOUBLED[::-1]}\u202c\n",
    "backwards.html": f"<p>The port closed.</p>&#8238;{DOUBLED[::-1]}",
    "backwards.jsonl": json.dumps({"text": f"The port closed. \u202e{DOUBLED[::-1]}"}),
    "other-way.html": f"<p>The port closed.</p><bdo dir=rtl>{DOUBLED[::-1]}</bdo>",
    "shifted.html": f"<meta charset=iso-2022-jp><p>{DOUBLED.replace('and wea', 'and wea' + chr(27) + '(J')}</p>",
    "shifted.rss": (
        '<?xml version="1.0" encoding="iso-2022-jp"?>'
        + feed(f"<description>{DOUBLED.replace('and wea', 'and wea' + chr(27) + '(J')}</description>")
    ),
    "seven-bits.html": f"<meta charset=utf-7><p>{DOUBLED.replace('and wea', 'and +AHcAZQBh-')}</p>",
    "record.html": json.dumps({"text": "The port closed.", "x": f"<p>{DOUBLED}</p>"}),
    "record.md": json.dumps({"text": "The port closed.", "x": DOUBLED}),
    "feed.html": (
        feed("<description>The port closed.</description>").replace("</channel>", f"</channel><p>{DOUBLED}</p>")
    ),
    "catalogue.html": f'# {DOUBLED}\nmsgid "a"\nmsgstr "The port closed."\n',
    "script.html": f"<script>{DOUBLED}</script>",
}


@pytest.mark.parametrize("name", HIDDEN)
def test_what_is_not_read_does_not_pass(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text(HIDDEN[name], encoding="utf-8")
    result = gate(tmp_path, name)
    assert result.code in (1, 3), result.out + result.err


SEEN = {
    "post.md": (
        "---\ntitle: Port closes\nlayout: post\ndate: 2031-02-03 10:00:00 +0100\ntags: [world news, ports, sea"
        f" trade]\nauthors:\n  - Dana Orr\n---\n\n{CLEAN}\n"
    ),
    "page.html": (
        "<html><head><title>Port</title><script>var a = 'x y z';</script></head><body><!-- a note"
        f" --><p>{CLEAN}</p><code>make all</code></body></html>"
    ),
    "item.rss": feed(
        "<guid>urn:1</guid><pubDate>Mon, 03 Feb 2031 10:00:00 GMT</pubDate><category>World news</category><author>Dana"
        f" Orr</author><description>{CLEAN}</description>"
    ),
    "item.atom": atom(
        "<id>1</id><author><name>Dana Orr</name></author><rights>All rights reserved by"
        f" us</rights><content>{CLEAN}</content>"
    ),
    "two-forms.jsonl": json.dumps({"text": CLEAN, "body": CLEAN}),
    "story.nitf": nitf(
        "<body><body.head><hedline><hl1>Port</hl1></hedline><byline>By Dana"
        f" Orr</byline></body.head><body.content><p>{CLEAN}</p></body.content></body>"
    ),
}


@pytest.mark.parametrize("name", SEEN)
def test_apparatus_does_not_stop_a_gate(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text(SEEN[name], encoding="utf-8")
    result = gate(tmp_path, name)
    assert result.code == 0, result.out + result.err


_ESCAPED = (
    '&lt;p class="lead"&gt;The quay &lt;a href="https://port.example/a?b=1&amp;amp;c=2"&gt;is shut&lt;/a&gt; to'
    ' all.&lt;/p&gt;&lt;img src="quay.png" alt="A view of the quay"&gt;&lt;!-- lead ends here --&gt;'
    "&lt;script async&gt;var port = new Port of call;&lt;/script&gt;"
)
TAGGED = {
    "description.xml": feed(f"<description>{_ESCAPED}</description>"),
    "encoded.xml": feed("<x:encoded xmlns:x='http://purl.org/rss/1.0/modules/content/'>" + _ESCAPED + "</x:encoded>"),
    "content.atom": atom(f'<content type="html">{_ESCAPED}</content>'),
    "body.nitf": nitf('<body><body.content><p>The <em class="x">quay</em> is shut.</p></body.content></body>'),
    "data.xml": newsml(f'<inlineData contenttype="text/html">{_ESCAPED}</inlineData>'),
}


@pytest.mark.parametrize("name", TAGGED)
def test_escaped_tags_are_no_prose_that_is_not_read(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text(TAGGED[name], encoding="utf-8")
    result = gate(tmp_path, "--format", "json", name)
    said = json.loads(result.out)
    assert (result.code, said["summary"]["stories"][0]["decision"]) == (0, "pass")


def test_prose_among_escaped_tags_is_named(tmp_path: Path) -> None:
    (tmp_path / "x.xml").write_text(feed(f"<x:note>&lt;b class='a'&gt;{DOUBLED}&lt;/b&gt;</x:note>"), encoding="utf-8")
    result = gate(tmp_path, "x.xml")
    assert result.code == 3 and f"“{DOUBLED[:20]}" in result.out


def test_only_a_gate_minds_what_is_not_read(tmp_path: Path) -> None:
    (tmp_path / "wire.rss").write_text(HIDDEN["other-element.rss"], encoding="utf-8")
    result = run("check", "wire.rss", *ONLY, "--format", "json", cwd=tmp_path)
    assert result.code == 0
    assert (
        "“The army took weapons and weapons from …” in line 1, column 116 is not read."
        in json.loads(result.out)["summary"]["stories"][0]["notes"]
    )


@pytest.mark.parametrize(
    "before", [f"<!--{' ' * 70_000}-->", f'<!DOCTYPE rss SYSTEM "{"a" * 2_100}">', "<?a?>" + "\n" * 66_000]
)
def test_a_feed_behind_a_long_prologue_is_not_left_out(tmp_path: Path, before: str) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "clean.txt").write_text(CLEAN, encoding="utf-8")
    (tmp_path / "in" / "feed.xml").write_text(
        f"{before}{feed(f'<description>{DOUBLED}</description>')}", encoding="utf-8"
    )
    result = gate(tmp_path, "in")
    assert result.code in (1, 3)
