"""Files of every format made by hand: at least twenty each, with what tools and people do to them."""

_FEED = '{"version": "https://jsonfeed.org/version/1.1", "title": "Lomna", "items": [%s]}'
_ITEMS = [
    "",
    '{"id": "1", "content_text": "The port closed."}',
    '{"id": 1, "content_html": "<p>The port <b>closed<\\/b> &amp; shut.<\\/p>"}',
    '{ "content_html" : "\\u003cp\\u003eThe port\\u003c/p\\u003e" , "title" : "Port" , "id" : "x" }',
    (
        '{"id":"a","title":"Port \\u201cshut\\u201d","content_text":"One line.\\nTwo'
        ' lines."},{"id":"b","content_text":"Another story here."}'
    ),
    (
        '{"id": "a", "content_text": "Smile \\ud83d\\ude00 at Lomna", "content_html": "<p>Smile \\ud83d\\ude00 at'
        ' Lomna</p>"}'
    ),
    '{"id": "a", "content_text": "A lone \\ud83d surrogate stays"}',
    '{"id": "a", "title": null, "content_text": ""}',
    '{"id": "a", "title": "", "summary": "In brief", "content_text": "In full"}',
    '{"id": "a", "content_text": "first", "content_text": "The last one counts"}',
    '{"id": "a", "content_text": "tab\\tand \\/ slash \\\\ back \\" quote"}',
    '{"url": "https://lomna.example/a", "content_text": "The id is absent"}',
    '{"content_text": "Neither id nor url"}',
    '{"id": "a", "_ext": {"x": [1e400, -0, 12345678901234567890123, [[[]]]]}, "content_text": "Numbers without end"}',
    '{"id": "a", "content_html": "text without a tag at all"}',
    '{"id": "a", "content_html": "<!-- note --><p>Comment before</p><script>var no = 1<\\/script>"}',
    '{"id": "a", "content_html": "<p>Broken <b>markup</p> goes on"}',
    '{"id": "a", "content_html": "<ul><li>One item</li><li>Other item</li></ul><pre>code here</pre>"}',
    '\n\t{"id": "a",\r\n"content_text": "Odd white space"\r\n}\n',
    '{"id": "\\u0061", "\\u0074itle": "Escaped name", "content_text": "Body here"}',
    '{"id": "a", "attachments": [{"title": "not read"}], "content_text": "Attachments are left alone"}',
]
_NINJS = [
    '{"uri": "u", "headline": "Port closes"}',
    '{"uri": "u", "headline": "Port closes", "body_text": "The port closed.\\n\\nIt was late."}',
    '{"uri": "u", "headline": "Port closes", "body_xhtml": "<p>The port closed.</p>", "body_text": "The port closed."}',
    '{"uri": "u", "body_html": "<div>The port</div>", "description_text": "In brief", "headline": "Last of all"}',
    (
        '{"uri": "u", "headline_main": "Main head", "headline_sub": "Sub head", "body_main": "Plain body",'
        ' "body_richtext": "<p>Rich body</p>"}'
    ),
    (
        '{"uri": "u", "headline": "H", "person": [{"name": "Ana Bor"}], "organisation": [{"name": "Lomna Port"}],'
        ' "place": [{"name": "Lomna"}]}'
    ),
    '{"uri": "u", "headlines": [{"value": "Head one"}], "bodies": [{"value": "Body one"}]}',
    (
        '{"uri": "u", "headlines": [{"role": "main", "value": "Head"}, {"role": "short", "value": "Short head"}],'
        ' "bodies": []}'
    ),
    (
        '{"uri": "u", "bodies": [{"contenttype": "text/html", "value": "<p>In 2.x</p>"}, {"contenttype": "text/plain",'
        ' "value": "In 2.x"}]}'
    ),
    (
        '{"uri": "u", "bodies": [{"contentType": "application/xhtml+xml", "value": "<p>In 3.x</p>"}], "people":'
        ' [{"name": "Ana Bor"}]}'
    ),
    (
        '{"uri": "u", "bodies": [{"contentType": "application/xml", "value": "<x>not read</x>"}], "headlines":'
        ' [{"value": "Still read"}]}'
    ),
    (
        '{"uri": "u", "headlines": [{"value": "H"}], "descriptions": [{"value": "In brief"}], "bodies": [{"role":'
        ' "main", "wordcount": 2, "value": "Two words"}]}'
    ),
    (
        '{"uri": "u", "headline": "H", "associations": {"main": {"uri": "p", "type": "picture", "description_text":'
        ' "The port at night"}}}'
    ),
    (
        '{"uri": "u", "headlines": [{"value": "H"}], "associations": [{"name": "a", "descriptions": [{"value": "The'
        ' port at night"}]}]}'
    ),
    '[{"uri": "u", "headline": "One story"}, {"uri": "v", "headline": "Other story"}]',
    '{"_items": [{"uri": "u", "headline": "In a list"}], "_meta": {"total": 1}}',
    '{"items": [{"uri": "u", "versioncreated": "2026-01-01T00:00:00Z", "body_text": "In items"}]}',
    (
        '{"uri":"u","type":"text","body_text":"Caf\\u00e9 \\u2013 na\\u00efve \\ud83d\\ude00'
        ' ones","headline":"Caf\\u00e9"}'
    ),
    '{"uri": "u", "headline": null, "body_text": "Null above"}',
    '{"uri": "u", "headline": "H", "body_nitf": "<body>not read</body>", "body_text": "But this is"}',
    '{"body_text": "Body before all", "headline": "Then a head", "uri": "u"}',
]
_LINES = [
    '{"text": "One story."}\n',
    '{"text": "One story."}\n{"text": "Other story."}',
    '\n\n{"text": "Blank lines"}\n\n\n{"text": "around it"}\n',
    '{"text": "CRLF ends"}\r\n{"text": "each line"}\r\n',
    '{"title": "Head", "body": "The body"}\n',
    '{"Title": "Case of", "BODY": "names does not matter"}\n',
    '{"content": "<p>HTML <i>inside</i></p>"}\n',
    '{"mt": "The port closed.", "source": "Le port a ferm\\u00e9."}\n',
    '{"target": "One.\\nTwo.", "src": "Un.\\nDeux."}\n',
    '{"text": ["First part", "second part"]}\n',
    '{"text": null, "title": "Only a head"}\n',
    '{"text": ""}\n{"text": "after an empty one"}\n',
    '{"id": 12345678901234567890, "text": "A long id"}\n',
    '{"guid": "g-1", "text": "A guid"}\n{"url": "https://lomna.example", "text": "An address"}\n',
    '  {"text" : "Indented" }  \n\t{"text":"by a tab"}\n',
    '{"text": "x", "text": "The last one counts"}\n',
    '{"uri": "urn:a", "headline": "A ninjs line", "body_text": "is read as such"}\n',
    '{"text": "\\u2028 separators \\u2029 inside", "meta": {"text": "not this"}}\n',
    '{"text": "raw \u2028 separators \u0085 inside"}\n',
    '{"summary": "In brief", "text": "In full", "tags": ["a", "b"], "n": Infinity}\n',
    '{"text": "' + "long " * 3000 + '"}\n',
]
_CELLS = [
    "text\nThe port closed\n",
    "text\nThe port closed",
    "id,text\n1,The port closed\n",
    'id,text\r\n1,"The port, they said, closed"\r\n',
    'id,text\n1,"The ""port"" closed"\n',
    'id,text\n1,"Two\nlines here"\n2,One line\n',
    "\n\nid,text\n\n1,Blank lines around\n\n",
    "ID,Headline,Body\n1,Port closes,The port closed\n",
    " id , text \n1, spaces around names \n",
    'id,text\n1,""\n2,after an empty one\n',
    "id,text,\n1,empty last name,\n",
    'id,text\n1,"quoted"tail of it\n',
    'id,text\n1,quote " in the middle\n',
    'id,text\n1,"<p>HTML &amp; more</p>"\n',
    "text,id\nno id here\n",
    "source,translation\nLe port,The port\n",
    "id,text\r1,Old line ends\r2,of one sign\r",
    'id,text\n1,"ends in a quote"""\n',
    'id,text\n1,"CRLF\r\ninside a cell"\r\n',
    "guid,title,summary,content\ng,Head,In brief,In full\n",
    'id,text\n1,"""All of it"""\n',
    "id,text\n1,caf\u00e9 \u2028 and more\n",
]
_PO = [
    'msgid ""\nmsgstr ""\n"Language: en\\n"\n',
    'msgid "Le port"\nmsgstr "The port"\n',
    'msgid "Le port"\nmsgstr "The port"',
    'msgid ""\n"Le "\n"port"\nmsgstr ""\n"The "\n"port"\n',
    '# note\n#. extracted\n#: a.c:1\n#, c-format\nmsgid "%d ports"\nmsgstr "%d ports here"\n',
    'msgctxt "menu"\nmsgid "Port"\nmsgstr "The port"\n',
    'msgid "port"\nmsgid_plural "ports"\nmsgstr[0] "one port"\nmsgstr[1] "many ports"\n',
    '#, fuzzy\nmsgid "a"\nmsgstr "left alone"\n\nmsgid "b"\nmsgstr "but read"\n',
    '#~ msgid "old"\n#~ msgstr "obsolete"\n\nmsgid "b"\nmsgstr "still read"\n',
    '#| msgid "before"\n#, fuzzy\nmsgid "a"\nmsgstr "x"\n',
    'msgid "a"\nmsgstr "quote \\" and back \\\\ slash"\n',
    'msgid "a"\nmsgstr "tab\\tand\\nnew line"\n',
    'msgid "a"\nmsgstr ""\n\nmsgid "b"\nmsgstr "after an empty one"\n',
    'msgid "a"\r\nmsgstr "CRLF ends"\r\n',
    'msgid "a"\nmsgstr "one"\nmsgid "b"\nmsgstr "no blank line between"\n',
    '\n\n\nmsgid "a"\nmsgstr "blank lines before"\n\n\n',
    'msgid "a"\nmsgstr "caf\u00e9 \u201cquoted\u201d \U0001f600 here"\n',
    'msgid "a"\nmsgstr "<b>Bold</b> &amp; more"\n',
    '#, python-format\nmsgid "a"\nmsgstr "%(name)s has {count} ports"\n',
    '#, python-brace-format\nmsgid "a"\nmsgstr "{name!r} closed"\n# last comment\n',
    'msgid "a"\nmsgstr  "two spaces"\n',
]
HANDMADE = {
    "jsonfeed": [_FEED % item for item in _ITEMS],
    "ninjs": _NINJS,
    "jsonl": _LINES,
    "json": [f"[{','.join(line for line in raw.split(chr(10)) if line.strip())}]" for raw in _LINES],
    "csv": _CELLS,
    "semicolons": [raw.replace(",", ";") for raw in _CELLS],
    "tsv": [raw.replace(",", "\t") for raw in _CELLS],
    "po": _PO,
}
