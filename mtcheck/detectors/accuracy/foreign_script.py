"""Letters of another script inside an English sentence. A gloss in brackets and single Greek letters are meant;
Cyrillic is transliterated for a repair.
"""

import re

from mtcheck.core import Bad, Document, Edit, Findings, Good, Pattern, Resources, Rule, Severity, Span
from mtcheck.cues.figures import exotic
from mtcheck.text.lazy import lazy

RULE = Rule(
    id="foreign-script",
    mqm="accuracy/untranslated",
    severity=Severity.MAJOR,
    summary="A word is in another script.",
    why="What the engine does not know it copies; readers cannot even spell it out.",
    examples=(
        Bad("The ⟦Дом→Dom⟧ cinema reopened."),
        Bad("He lives in ⟦西城⟧ district now."),
        Bad("The group ⟦شباب⟧ denied the attack."),
        Bad("⟦写真⟧ Ken Moriya took over in May.", fixed="Ken Moriya took over in May."),
        Good("The dose was 5 µg a day, with α and β rays at Ω."),
        Good("The group al-Shabab (الشباب) denied it; Lu (鲁) too."),
        Good("The writer Лев Толстой, or Leo Tolstoy, came, and 村上春樹 (Haruki Murakami) with him."),
        Good("The word “хорошо” means good."),
    ),
    limits="Only Cyrillic is transliterated.",
)

_RANGES = (
    ""
    "\u0386-\u03ce\u0400-\u052f\u0531-\u0587\u05d0-\u05ea\u0620-\u064a\u066e-\u06d3\u0904-\u0963\u0971-\u09e3\u09f0-\u0a65\u0a70-\u0ae5\u0af0-\u0b65\u0b70-\u0be5\u0bf0-\u0c65\u0c70-\u0ce5\u0cf0-\u0d65\u0d70-\u0d7f\u0e01-\u0e4f\u0e5a-\u0ecf\u0eda-\u0eff\u10a0-\u10ff\u1200-\u137f\u1780-\u17ff\u3041-\u30fa\u30fc-\u30ff\u3400-\u9fff\uac00-\ud7af"
)
_RUN = Pattern(rf"[{_RANGES}]+(?:[\u064b-\u0652\u0300-\u036f]|[ '’-]?[{_RANGES}]+)*")
_LABELS = frozenset(
    "写真 图 图片 圖 记者 記者 编辑 사진 기자 الصورة صورة Фото фото 撮影 資料 来源 來源 图为 キャプション 출처".split()
)
_DATE_SIGNS = frozenset("年月日년월일")
_LATIN = str.maketrans(
    {**dict(zip("абвгдезийклмнопрстуфыэіїєґАБВГДЕЗИЙКЛМНОПРСТУФЫЭІЇЄҐ",
    "a b v g d e z i y k l m n o p r s t u f y e i yi ye g"
    " A B V G D E Z I Y K L M N O P R S T U F Y E I Yi Ye G".split(), strict=True)),
     "ж": "zh", "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "shch", "ъ": "", "ь": "", "ю": "yu", "я": "ya",
     "ё": "yo",
     "Ж": "Zh", "Х": "Kh", "Ц": "Ts", "Ч": "Ch", "Ш": "Sh", "Щ": "Shch", "Ъ": "", "Ь": "", "Ю": "Yu", "Я": "Ya",
     "Ё": "Yo"}
)  # fmt: skip


def detect(doc: Document, resources: Resources) -> Findings:
    for match in exotic(doc, _RUN):
        start, end, run = match.start(), match.end(), match[0]
        before, after = doc.before(start, 1), doc.after(end, 1)
        if (run in _DATE_SIGNS and before.isdigit()) or (before == "°" and len(run) == 1):
            continue  # 2026年 is a date; of the sign of a degree `mixed-script-word` speaks
        greek = all("\u0370" <= char <= "\u03ff" for char in run)
        if (greek and len(run) <= 2) or (
            not _HAN.fullmatch(run)
            and ((before.isalpha() and before.isascii()) or (after.isalpha() and after.isascii()))
        ):
            continue  # science; a word of mixed scripts is another rule's
        if doc.in_quotation(start) or _in_brackets(doc, start):
            continue
        if _GLOSSED.match(doc.text, end) or _GLOSSES.search(doc.text, max(0, start - 40), start):
            continue  # a name in its own script, beside its Latin form
        sentence = doc.sentence_at(start)
        letters = sum(
            char.isalpha()
            for char in doc.text[sentence.start : min(sentence.end, sentence.start + 4 * len(run) + _ENOUGH)]
        )
        if len(run) * 2 > letters:
            continue  # a whole sentence is another rule's
        if run in _LABELS and not doc.text[doc.segment_at(start).span.start : start].strip():
            gone = re.compile(r"[\s:：/]*").match(doc.text, end)
            last = gone.end() if gone else end
            span = Span(start, last)
            message = f"“{run}” is a caption label in another script."
            yield RULE.correction(Span(start, end), Edit(span, ""), message, 0.9, 0.85, related=(span,))
            continue
        latin = run.translate(_LATIN)
        named = latin.isascii() and latin != run and run[0].isupper()  # a word is to be translated
        message = f"“{run}” is in another script; write the name in Latin letters or translate the word."
        severity = Severity.CRITICAL if not named and _is_word(doc, start, run) else None
        yield RULE.correction(Span(start, end), latin if named else None, message, 0.9, 0.7, severity=severity)


_LEAST = 4  # letters of a word; signs of Chinese say more
_IN_SENTENCE = lazy(r"(?<![^\W])[a-z]+,? $")


def _is_word(doc: Document, start: int, run: str) -> bool:
    """Whether it is a word of the sentence, not a part of a name: small letters stand before it."""
    letters = len(run) * (2 if _HAN.fullmatch(run) else 1)
    return letters >= _LEAST and _IN_SENTENCE.search(doc.before(start, 24)) is not None


_HAN = lazy(r"[\u3040-\u30ff\u4e00-\u9fff\uac00-\ud7af]{1,12}")  # no letters that a Latin word could hold
_ENOUGH = 300  # code points

_GLOSSED = lazy(
    r" ?\((?:or |that is )?[A-ZÀ-ÖØ-Þ][a-zß-ÿ'’-]+|, (?:or|that is|known as|in English) [A-ZÀ-ÖØ-Þ][a-zß-ÿ]"
)
_GLOSSES = lazy(
    r"\b[A-ZÀ-ÖØ-Þ][a-zß-ÿ'’-]+, (?:or|in (?:Russian|Ukrainian|Arabic|Chinese|Japanese|Korean|Greek|Hebrew)) $"
)


def _in_brackets(doc: Document, start: int) -> bool:
    low = max(doc.segment_at(start).span.start, start - _ENOUGH)
    opened = max(doc.text.rfind("(", low, start), doc.text.rfind("[", low, start), doc.text.rfind("（", low, start))
    closed = max(doc.text.rfind(")", low, start), doc.text.rfind("]", low, start))
    return opened > closed
