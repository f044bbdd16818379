"""Fill the column `anchors` of the phrase lists, which says where to look for each phrase, and sort them: `python
benchmarks/anchor_phrases.py`.

The words are computed from the patterns (`mtcheck.text.phrases.anchors`); they stand in the files because computing
them takes longer than checking a story.
"""

import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

from mtcheck.text.phrase_words import anchors

LISTS = ("idioms", "calques", "topic_senses", "english_idioms")


def main() -> None:
    for name in LISTS:
        path = ROOT / "mtcheck" / "resources" / "lexicons" / f"{name}.tsv"
        lines = path.read_text(encoding="utf-8").splitlines()
        header = [line for line in lines if line.startswith("#")]
        columns = header[-1].removeprefix("#").strip().split("\t")
        rows = [
            dict(zip(columns, line.split("\t"), strict=False)) for line in lines if line and not line.startswith("#")
        ]
        for row in rows:
            row["anchors"] = " ".join(anchors(row["pattern"]))
        columns = [*(column for column in columns if column != "anchors"), "anchors"]
        body = sorted("\t".join(row[column] for column in columns) for row in rows)
        path.write_text("\n".join([*header[:-1], "# " + "\t".join(columns), *body]) + "\n", encoding="utf-8")
        print(f"{name}: {len(rows)} phrases")


if __name__ == "__main__":
    main()
