"""Annotations whose every field holds hostile text: what people, pages and files can fill."""

from __future__ import annotations

from dataclasses import replace

from sample_annotations import annotations

HOSTILE = [
    "<script>alert(1)</script>",
    "</span><img src=x onerror=alert(1)>",
    '"><svg onload=alert(1)>',
    "' onmouseover='alert(1)",
    "</p></div></script><script>alert(1)</script>",
    "javascript:alert(1)",
    "&lt;b&gt;",
    "<button data-commandlinker-command='terminal:create-new'>x</button>",
    "\u202eevil\u202c",
    "{{7*7}}",
]


def poisoned(text):
    """Return an annotation with hostile text in every field that people or files can fill."""
    one = next(a for a in annotations() if any(f.evidence for f in a.findings))
    document = replace(
        one.document, id=text, title=text, outlet=text, published=text, source=text, byline=text, notes=(text,),
        text=(text + " ") * 3 + one.document.text,
    )  # fmt: skip
    shift = len(text) * 3 + 3
    findings = tuple(
        replace(
            f,
            segment=replace(f.segment, start=f.segment.start + shift if i else 0, end=f.segment.end + shift),
            verdict=replace(f.verdict, agency=text, why=text)
            if f.verdict.agency
            else replace(f.verdict, why=text),
            evidence=tuple(replace(e, agency=text, published=text) for e in f.evidence),
            parts=(),
            drift=(),
        )
        for i, f in enumerate(one.findings)
    )
    credits_ = tuple(replace(c, text=text, agencies=(text,)) for c in one.credits)
    sources = {
        key: replace(s, text=s.text, title=text, outlet=text, agency=text) for key, s in one.sources.items()
    }
    return replace(one, document=document, findings=findings, credits=credits_, sources=sources)
