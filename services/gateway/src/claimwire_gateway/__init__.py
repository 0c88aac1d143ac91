"""The API, the pages, the store and the order of the flow: one package, run as two processes.

The flow is in `pipeline.py`, what a reply means for a job in `decider.py`, all SQL in `store/`.
"""
