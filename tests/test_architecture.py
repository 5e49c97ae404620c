"""Which way imports run."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

CHAT_LIBRARIES = ("telegram", "discord", "rich", "httpx", "httpcore", "aiohttp", "feedparser", "pydantic", "bot")
IMPORTS_BOT = re.compile(r"^\s*(?:from|import) bot\b", re.MULTILINE)


def test_importing_knowledge_loads_no_chat_library() -> None:
    script = "import sys, knowledge; print('\\n'.join(sys.modules))"
    loaded = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True).stdout
    roots = {name.partition(".")[0] for name in loaded.splitlines()}
    assert "knowledge" in roots
    assert roots.isdisjoint(CHAT_LIBRARIES)


def test_no_file_of_knowledge_imports_the_bot() -> None:
    """Those included that are loaded only when somebody fetches."""
    files = list((Path(__file__).parents[1] / "knowledge").rglob("*.py"))
    assert files
    assert [path for path in files if IMPORTS_BOT.search(path.read_text(encoding="utf-8"))] == []


@pytest.mark.parametrize("package", ["bot.router", "bot.messages", "bot.state", "bot.running"])
def test_handlers_load_no_platform(package: str) -> None:
    script = f"import sys, {package}; print('\\n'.join(sys.modules))"
    loaded = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True).stdout
    roots = {name.partition(".")[0] for name in loaded.splitlines()}
    assert roots.isdisjoint({"telegram", "discord"})
