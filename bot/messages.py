"""What handlers get and give: a Request from any chat, a Reply for any chat.

A reply is a tree of plain text and meaning. Nothing in it is escaped, coloured or cut to a length: that is
done once, where a platform renders it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from knowledge.store import Scope
    from knowledge.types import Citation, Excerpt, Language


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that came with a message, or with the one that it replies to."""

    name: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Request:
    """One message to the bot.

    command: name without slash, None for free text; text: what follows it.
    chat: key of the chat's own library and settings (`telegram:-100123`), user: key of the person.
    conversation: key of the thread and person, for follow-up questions; None: nothing is remembered.
    place: the channel or topic, where the bot may post by itself (`telegram:-100123:45`).
    scope: the collections that this chat sees. language: of the interface, None to follow the question.
    replied_text: the text of the message that this one replies to.
    private: a chat with one person; may_manage: that person may add, remove and configure here.
    """

    command: str | None
    text: str
    chat: str
    conversation: str | None
    scope: Scope
    user: str = ""
    place: str = ""
    language: Language | None = None
    replied_text: str | None = None
    attachments: tuple[Attachment, ...] = ()
    private: bool = True
    may_manage: bool = True

    @property
    def platform(self) -> str:
        """`telegram`, `discord` or `console`."""
        return self.chat.partition(":")[0]

    @property
    def is_shell(self) -> bool:
        """A command of its own in a shell, no line of a conversation in the terminal."""
        return self.platform == "console" and self.conversation is None

    @property
    def collection(self) -> str:
        """Where this chat's articles go: its own library, the narrowest of those that it sees."""
        return self.scope[-1]


@dataclass(frozen=True, slots=True)
class Strong:
    text: str


@dataclass(frozen=True, slots=True)
class Struck:
    """Words that were claimed and not said."""

    text: str


@dataclass(frozen=True, slots=True)
class Code:
    """Something to type."""

    text: str


Inline = str | Strong | Struck | Code
Line = tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Paragraph:
    line: Line


@dataclass(frozen=True, slots=True)
class Heading:
    """The title of what follows, and where it leads."""

    text: str
    link: str | None


@dataclass(frozen=True, slots=True)
class Bullets:
    items: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Quotation:
    """An excerpt and the number of its source; `attribution` where several people speak in one reply.

    number: None where the heading above is its source.
    """

    excerpt: Excerpt
    number: int | None
    attribution: Line = ()


@dataclass(frozen=True, slots=True)
class Source:
    """name: in few words, for a brief list."""

    number: int
    citation: Citation
    name: str = ""


@dataclass(frozen=True, slots=True)
class Sources:
    """The articles and places that the quotations are from. brief: by their names, all on one line."""

    sources: tuple[Source, ...]
    brief: bool = False


@dataclass(frozen=True, slots=True)
class Choice:
    """A thing to do next: `command` and `text` are the request that it stands for; or a `url` to open."""

    label: str
    command: str
    text: str
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Choices:
    choices: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class Document:
    """A file to keep, of text in UTF-8."""

    name: str
    data: bytes


Block = Paragraph | Heading | Bullets | Quotation | Sources | Choices | Document


@dataclass(frozen=True, slots=True)
class Reply:
    """What the bot says, in which language its own words are."""

    language: Language
    blocks: tuple[Block, ...]
    found: bool = field(default=True)
