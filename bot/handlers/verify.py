"""/verify: did anyone say this, and to the letter?"""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from bot.handlers.common import attribution, quotations, sources_of
from bot.messages import Bullets, Code, Paragraph, Reply, Strong, Struck
from knowledge.search.verifying.matching import LEFT_OUT
from knowledge.search.words.wording import tokens
from knowledge.types import Basis, Verdict

if TYPE_CHECKING:
    from collections.abc import Collection

    from bot.catalogue import Catalogue
    from bot.messages import Block, Line, Request
    from bot.services import Services
    from knowledge.types import Difference, Excerpt, Verification


async def verify(request: Request, services: Services) -> Reply:
    """Checks `request.text`, or the message that is replied to; `“…” — speaker` says whose words they are."""
    catalogue = services.catalogue(request.language)
    claim = request.text.strip() or (request.replied_text or "").strip()
    if not claim:
        example = Code(catalogue.text("verify.example"))
        return Reply(catalogue.language, (Paragraph(catalogue.line("verify.usage", example=example)),), False)
    checked = await asyncio.to_thread(services.knowledge.verify, claim, scope=request.scope)
    blocks = verification_blocks(checked, catalogue)
    return Reply(catalogue.language, blocks, found=checked.verdict is not Verdict.NOT_FOUND)


def verification_blocks(checked: Verification, catalogue: Catalogue) -> tuple[Block, ...]:
    """The verdict, the sentences as they are written, and where the claim differs."""
    heading = Paragraph(_verdict(checked, catalogue))
    if checked.excerpt is None:
        return (heading,)
    shown = (checked.excerpt,)
    items = (*_differences(checked, checked.excerpt, catalogue), *_in_brackets(checked, catalogue))
    return (
        heading,
        *((Paragraph(catalogue.line("verify.meaning")),) if checked.basis is Basis.MEANING else ()),
        *quotations(shown, catalogue, attributed=checked.wrong_speaker is False),
        *((Bullets(items),) if items else ()),
        *_what_is_cut(checked, catalogue),
        sources_of(shown),
    )


def _verdict(checked: Verification, catalogue: Catalogue) -> Line:
    speaker = attribution(checked.excerpt, catalogue)[:1] if checked.excerpt else ()
    if checked.wrong_speaker:
        claimed = Strong(checked.claimed_of or "")
        if speaker:
            differs = "_reversed" if checked.reverses else "_differs" if checked.differences else ""
            return catalogue.line(f"verify.wrong_speaker{differs}", claimed=claimed, speaker=speaker[0])
        return catalogue.line("verify.unknown_speaker", claimed=claimed)
    key = f"verify.{_kind(checked)}"
    if checked.basis is Basis.REPORTED:
        return catalogue.line(key, speaker=speaker[0])
    if speaker and checked.basis is Basis.QUOTED:
        return catalogue.line(f"{key}_speaker", speaker=speaker[0])
    return catalogue.line(key)


def _kind(checked: Verification) -> str:
    """The line of the catalogue that says what the claim is to what stands there."""
    if checked.basis in {Basis.PROSE, Basis.REPORTED}:
        differs = "_reversed" if checked.reverses else "_differs" if checked.differences else ""
        return f"{checked.basis}{differs}"
    if checked.verdict is Verdict.NOT_FOUND:
        return "not_found"
    if checked.reverses:
        return "reversed"
    if checked.bracketed and all(_is_in_brackets(d, checked) for d in checked.differences):
        return "bracketed"
    return "negated" if checked.verdict is Verdict.VERBATIM and checked.cut_negation else checked.verdict.value


def _is_in_brackets(difference: Difference, checked: Verification) -> bool:
    return difference.op == "insert" and difference.claimed in checked.bracketed


def _differences(checked: Verification, excerpt: Excerpt, catalogue: Catalogue) -> tuple[Line, ...]:
    there = {token.key for token in tokens(excerpt.text)}
    return tuple(_difference(d, there, catalogue) for d in checked.differences if not _is_in_brackets(d, checked))


def _difference(difference: Difference, there: Collection[str], catalogue: Catalogue) -> Line:
    """there: keys of the words of the sentences that are shown, of which none may be called never said."""
    said, claimed = Strong(difference.said), Struck(difference.claimed)
    if difference.said == LEFT_OUT:
        return catalogue.line("verify.two_utterances" if difference.claimed else "verify.joined")
    if difference.claimed == LEFT_OUT:
        return catalogue.line("verify.leap", said=said)
    if difference.op == "delete":
        return catalogue.line("verify.said_only", said=said)
    if difference.op == "replace":
        return catalogue.line("verify.difference", said=said, claimed=claimed)
    stands_there = any(token.key in there for token in tokens(difference.claimed))
    return catalogue.line("verify.not_there" if stands_there else "verify.claimed_only", claimed=claimed)


def _in_brackets(checked: Verification, catalogue: Catalogue) -> tuple[Line, ...]:
    return tuple(catalogue.line("verify.editor", added=Struck(f"[{words}]")) for words in checked.bracketed)


def _what_is_cut(checked: Verification, catalogue: Catalogue) -> tuple[Block, ...]:
    if checked.cut_negation:
        return (Paragraph(catalogue.line("verify.cut_negation", negation=Strong(checked.cut_negation))),)
    return (Paragraph(catalogue.line("verify.cut_short")),) if checked.cut_short else ()
