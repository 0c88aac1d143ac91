"""Makes an article's text out of a text, a page or an address: fetch, extract, clean, fingerprint.

A stateless worker: it knows a Redis address and nothing of any other service. The flow is in `prepare.py`.
"""
