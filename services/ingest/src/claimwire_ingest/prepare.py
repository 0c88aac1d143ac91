"""The whole of ingest, once.

    text ──────────────────────────┐
    html ───────────────▶ extract ─┼▶ paragraphs ▶ credit ▶ clean ▶ language ▶ fingerprint ▶ Prepared
    url ─▶ guard ▶ fetch ▶ extract ┘
               │             │           │                    │
               └ FetchFailed └ NotText   └ NotText            └ NotText

No step before `clean` knows of offsets, and none after it changes the text.
"""

from claimwire_contracts.messages import FetchFailed, NotText, Prepare, Prepared

from claimwire_ingest import guard
from claimwire_ingest.clean import clean
from claimwire_ingest.credit import credit
from claimwire_ingest.extract import Article, extract
from claimwire_ingest.fetch import Failure, fetch
from claimwire_ingest.fingerprint import fingerprint
from claimwire_ingest.guard import Resolver
from claimwire_ingest.language import detect
from claimwire_ingest.normalise import line, paragraphs, unreadable
from claimwire_ingest.settings import Settings


def prepare(
    request: Prepare, settings: Settings, resolver: Resolver = guard.resolve
) -> Prepared | FetchFailed | NotText:
    """Make an article's text, with what is known of it. What the client said outranks the page."""
    article = _article(request, settings, resolver)
    match article:
        case Article():
            return _prepared(request, article)
        case Failure(title, detail, retryable):
            return FetchFailed(
                job_id=request.job_id, lease=request.lease, title=title, detail=detail, retryable=retryable
            )
        case _:
            return _not_text(request, article)


def _article(request: Prepare, settings: Settings, resolver: Resolver) -> Article | Failure | str:
    """The article as it came, or why there is none: a failure of fetching, or what is wrong with the text."""
    if request.text is not None:
        return _written(request.text)
    if request.html is not None:
        return _on_page(request.html)
    if request.url is None:
        return "Neither text nor html nor url was given."
    page = fetch(request.url, settings, resolver)
    if isinstance(page, Failure):
        return page
    article = _on_page(page.body, page.url) if page.is_html else _written(page.body)
    return article._replace(url=page.url) if isinstance(article, Article) else article


def _written(text: str) -> Article | str:
    return unreadable(text) or Article(text)


def _on_page(html: str, url: str | None = None) -> Article | str:
    return unreadable(html) or extract(html, url) or "No main text was found on the page."


def _prepared(request: Prepare, article: Article) -> Prepared | NotText:
    found = paragraphs(article.text)
    title = line(request.title) or article.title
    cleaned = clean(found, title)
    text = "\n".join(cleaned.kept)
    if unreadable(text):
        return _not_text(request, "It holds nothing but furniture (navigation, notices, adverts).")
    byline = article.byline or cleaned.byline
    return Prepared(
        job_id=request.job_id,
        lease=request.lease,
        text=text,
        title=title,
        byline=byline,
        outlet=line(request.outlet) or article.outlet,
        credit=credit(found, byline),
        url=article.url,
        published_at=request.published_at or article.published_at,
        language=request.language or detect(text, article.language),
        removed=cleaned.removed,
        fingerprint=fingerprint(text),
    )


def _not_text(request: Prepare, detail: str) -> NotText:
    return NotText(job_id=request.job_id, lease=request.lease, title="No article in it", detail=detail)
