"""What a partnership wrote in Markdown, as plain texts: untrusted words, of which nothing acts."""

from markdown_it import MarkdownIt

_markdown = MarkdownIt("zero").enable(["list", "emphasis"])


def points(text: str) -> list[str]:
    """Its paragraphs and items one by one, in order, without their marks of emphasis."""
    inline = [token for token in _markdown.parse(text) if token.type == "inline"]
    return [
        "".join(part.content or " " for part in token.children if part.type in ("text", "softbreak"))
        for token in inline
    ]
