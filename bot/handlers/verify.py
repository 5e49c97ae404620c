"""/verify: did anyone say this, and to the letter?"""

from __future__ import annotations

import asyncio
import re
from typing import TYPE_CHECKING

from bot.handlers.common import attribution, quotations, sources_of
from bot.messages import Bullets, Code, Paragraph, Reply, Strong, Struck
from knowledge.types import Basis, Verdict

if TYPE_CHECKING:
    from bot.catalogue import Catalogue
    from bot.messages import Block, Line, Request
    from bot.services import Services
    from knowledge.types import Difference, Verification

_ATTRIBUTED = re.compile(r"\s*[“\"«](?P<quote>.+)[”\"»]\s*(?:—|–|--?)(?P<speaker>[^“”\"]+)", re.DOTALL)
"""A quotation with its speaker after a dash, as on a poster."""


async def verify(request: Request, services: Services) -> Reply:
    """Checks `request.text`, or the message that is replied to; `“…” — speaker` says whose words they are."""
    catalogue = services.catalogue(request.language)
    claim = request.text.strip() or (request.replied_text or "").strip()
    if not claim:
        example = Code(catalogue.text("verify.example"))
        return Reply(catalogue.language, (Paragraph(catalogue.line("verify.usage", example=example)),), False)
    claim, speaker = split_speaker(claim)
    checked = await asyncio.to_thread(services.knowledge.verify, claim, speaker=speaker, scope=request.scope)
    blocks = verification_blocks(checked, catalogue)
    return Reply(catalogue.language, blocks, found=checked.verdict is not Verdict.NOT_FOUND)


def split_speaker(claim: str) -> tuple[str, str | None]:
    """`“It works” — Sari` -> ("It works", "Sari")."""
    match = _ATTRIBUTED.fullmatch(claim)
    return (match["quote"], match["speaker"].strip()) if match else (claim, None)


def verification_blocks(checked: Verification, catalogue: Catalogue) -> tuple[Block, ...]:
    """The verdict, the sentences as they are written, and where the claim differs."""
    heading = Paragraph(_verdict(checked, catalogue))
    if checked.excerpt is None:
        return (heading,)
    shown = (checked.excerpt,)
    differences = tuple(_difference(d, catalogue) for d in checked.differences)
    return (
        heading,
        *((Paragraph(catalogue.line("verify.meaning")),) if checked.basis is Basis.MEANING else ()),
        *quotations(shown, catalogue, attributed=checked.wrong_speaker is False),
        *((Bullets(differences),) if differences else ()),
        *((Paragraph(catalogue.line("verify.cut_short")),) if checked.cut_short else ()),
        sources_of(shown),
    )


def _verdict(checked: Verification, catalogue: Catalogue) -> Line:
    speaker = attribution(checked.excerpt, catalogue)[:1] if checked.excerpt else ()
    if checked.wrong_speaker:
        claimed = Strong(checked.claimed_of or "")
        if speaker:
            return catalogue.line("verify.wrong_speaker", claimed=claimed, speaker=speaker[0])
        return catalogue.line("verify.unknown_speaker", claimed=claimed)
    if checked.basis is Basis.PROSE:
        return catalogue.line("verify.prose")
    if checked.basis is Basis.REPORTED:
        return catalogue.line("verify.reported", speaker=speaker[0])
    if checked.verdict is Verdict.NOT_FOUND:
        return catalogue.line("verify.not_found")
    if speaker:
        return catalogue.line(f"verify.{checked.verdict}_speaker", speaker=speaker[0])
    return catalogue.line(f"verify.{checked.verdict}")


def _difference(difference: Difference, catalogue: Catalogue) -> Line:
    said, claimed = Strong(difference.said), Struck(difference.claimed)
    if difference.op == "insert":
        return catalogue.line("verify.claimed_only", claimed=claimed)
    if difference.op == "delete":
        return catalogue.line("verify.said_only", said=said)
    return catalogue.line("verify.difference", said=said, claimed=claimed)
