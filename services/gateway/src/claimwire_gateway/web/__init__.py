"""The pages under `/`: rendered here, readable without JavaScript, through the same store as the API.

routes.py      path and query in, template out
posting.py     the form that posts an article
rendering.py   templates, and refusals as pages
evidence.py    what a page shows of a story or a document, gathered from the store
marks.py       a text cut at the ends of its marks (pure)
words.py       times, counts and attributions in words (pure)
"""

from claimwire_gateway.web import posting
from claimwire_gateway.web.routes import router

router.include_router(posting.router)

__all__ = ["router"]
