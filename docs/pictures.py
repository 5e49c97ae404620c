"""Draws the pictures of the README: replies as the two renderers make them, in the colours of their apps.

python docs/pictures.py            (needs Chromium on the PATH)
"""

from __future__ import annotations

import asyncio
import html
import re
import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from markdown_it import MarkdownIt

from bot.discord.render import render as render_discord
from bot.messages import Request
from bot.router import respond
from bot.services import open_services
from bot.settings import Settings
from bot.telegram.render import render as render_telegram

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bot.catalogue import Catalogue
    from bot.messages import Choice, Reply

HERE = Path(__file__).parent
SIZES = {"telegram": (760, 470), "discord": (760, 320)}
"""Width and height of the pictures, in pixels."""
QUESTIONS = {"telegram": "what did Sarandos say about Sora?", "discord": "berapa pendapatan netflix kuartal ini?"}
COMMON = "*{box-sizing:border-box} body{margin:0;padding:24px;font:16px/1.45 'Noto Sans',sans-serif}"
TELEGRAM = """
body{background:#9fb9a5} .me,.it{border-radius:14px;padding:8px 14px;max-width:640px;width:fit-content;
box-shadow:0 1px 1px #0003;white-space:pre-wrap} .me{background:#eeffde;margin:0 0 10px auto}
.it{background:#fff} a{color:#168acd;text-decoration:none} code{color:#3d7ea6;font-family:inherit}
blockquote{margin:6px 0;padding:4px 10px;border-left:3px solid #5ca65c;background:#5ca65c1a;border-radius:4px}
.keys{display:flex;gap:4px;max-width:640px;margin-top:4px} .key{flex:1;background:#0000003d;color:#fff;
border-radius:8px;padding:8px;text-align:center;font-size:14px}
"""
DISCORD = """
body{background:#313338;color:#dbdee1} .who{font-weight:600;color:#fff;margin-top:14px}
.who span{background:#5865f2;font-size:10px;border-radius:4px;padding:1px 5px;margin-left:6px}
blockquote{margin:6px 0;padding:0 12px;border-left:4px solid #4e5058} a{color:#00a8fc;text-decoration:none}
p{margin:4px 0} small{color:#949ba4} .keys{display:flex;gap:8px;margin-top:10px}
.key{background:#4e5058;color:#fff;border-radius:8px;padding:7px 14px;font-size:14px;font-weight:500}
"""


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(_env_file=None, database_url=f"{folder}/pictures.sqlite3")
        with open_services(settings) as services:
            for platform, draw in (("telegram", telegram_page), ("discord", discord_page)):
                request = Request(None, QUESTIONS[platform], f"{platform}:1", None, ("library",))
                reply = asyncio.run(respond(request, services))
                page = Path(folder) / f"{platform}.html"
                page.write_text(draw(QUESTIONS[platform], reply, services.catalogue(reply.language)), encoding="utf-8")
                screenshot(page, HERE / f"{platform}.png", SIZES[platform])


def telegram_page(question: str, reply: Reply, catalogue: Catalogue) -> str:
    page = render_telegram(reply, catalogue)[0]
    shown = page.html.replace("</blockquote>\n", "</blockquote>")  # a quotation ends its own line
    keys = buttons(page.choices)
    return wrap(TELEGRAM, f'<div class="me">{html.escape(question)}</div><div class="it">{shown}</div>{keys}')


def discord_page(question: str, reply: Reply, catalogue: Catalogue) -> str:
    rendered = render_discord(reply, catalogue)
    small = re.sub(r"^-# (.*)$", r"§\1§", rendered.pages[0], flags=re.MULTILINE)
    body = MarkdownIt("commonmark", {"breaks": True}).render(small)
    body = re.sub(r"§(.*?)§", r"<small>\1</small>", body, flags=re.DOTALL)
    asked = f'<div class="who">Rina</div>/ask {html.escape(question)}'
    return wrap(DISCORD, f'{asked}<div class="who">Kutip<span>APP</span></div>{body}{buttons(rendered.choices)}')


def buttons(choices: Iterable[Choice]) -> str:
    keys = "".join(f'<div class="key">{html.escape(choice.label)}</div>' for choice in choices)
    return f'<div class="keys">{keys}</div>'


def wrap(style: str, body: str) -> str:
    return f"<!doctype html><meta charset=utf-8><style>{COMMON}{style}</style>{body}"


def screenshot(page: Path, picture: Path, size: tuple[int, int]) -> None:
    browser = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if browser is None:
        raise SystemExit("Chromium is not on the PATH.")
    flags = ["--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--disable-background-networking"]
    window = f"--window-size={size[0]},{size[1]}"
    subprocess.run([browser, *flags, window, f"--screenshot={picture}", page.as_uri()], check=True, capture_output=True)


if __name__ == "__main__":
    main()
