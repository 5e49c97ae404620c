"""Which way imports run."""

from __future__ import annotations

import subprocess
import sys

import pytest

CHAT_LIBRARIES = ("telegram", "discord", "rich", "httpx", "httpcore", "aiohttp", "feedparser", "pydantic", "bot")


def test_importing_knowledge_loads_no_chat_library() -> None:
    script = "import sys, knowledge; print('\\n'.join(sys.modules))"
    loaded = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True).stdout
    roots = {name.partition(".")[0] for name in loaded.splitlines()}
    assert "knowledge" in roots
    assert roots.isdisjoint(CHAT_LIBRARIES)


@pytest.mark.parametrize("package", ["bot.handlers.ask", "bot.router", "bot.messages", "bot.state"])
def test_handlers_load_no_platform(package: str) -> None:
    script = f"import sys, {package}; print('\\n'.join(sys.modules))"
    loaded = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True).stdout
    roots = {name.partition(".")[0] for name in loaded.splitlines()}
    assert roots.isdisjoint({"telegram", "discord"})
