from __future__ import annotations


async def test_ask(channel, member):
    result = await member.slash(channel, "ask", question="apa kata Sarandos soal AI?")
    assert result.deferred
    print(result.response.content, result.ephemeral)
    print(member.available_commands(channel))
