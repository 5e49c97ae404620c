"""Bytes, files and pasted text to articles: metadata, a clean body, sections."""

from knowledge.reading.article import article_id, read_bytes, read_file, read_text
from knowledge.reading.decode import MAX_BYTES

__all__ = ["MAX_BYTES", "article_id", "read_bytes", "read_file", "read_text"]
