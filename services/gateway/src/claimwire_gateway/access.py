"""The edge that every request passes: its id, its log line, its limits, and the last catch for surprises."""

import json
import logging
import re
import secrets
import time
from collections.abc import MutableMapping
from typing import Any

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import ClientDisconnect
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from claimwire_gateway import auth, problems
from claimwire_gateway.limits import LimitedBody, RateLimit
from claimwire_gateway.metrics import Metrics
from claimwire_gateway.problems import ProblemError
from claimwire_gateway.settings import Settings

log = logging.getLogger("claimwire.access")

STREAMED = ("/v1/batches",)
"""What limits its own body, line by line."""
REQUEST_ID = re.compile(r"[A-Za-z0-9._-]{1,64}")
CLIENT_GONE = 499
"""Logged where the client left before the answer began; never sent."""

SECURITY_HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:;"
        " connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-store",
}
"""Set where a route does not say otherwise. Styles may be inline because Swagger UI writes some."""


class Access:
    """ASGI middleware, outermost but for starlette's own: whatever happens inside, a problem comes out."""

    def __init__(self, app: ASGIApp, settings: Settings, metrics: Metrics) -> None:
        self._app = app
        self._most = settings.max_body_bytes
        self._hosts = auth.allowed_hosts(settings)
        self._keys = auth.Keys(auth.keys_of(settings))
        self._rate = RateLimit(settings.rate_per_minute)
        self._metrics = metrics

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        exchange = Exchange(scope, send)
        try:
            await self._guarded(scope, receive, exchange)
        finally:
            self._metrics.observe(exchange.method, exchange.route, exchange.status, exchange.seconds)
            log.info("request", extra=exchange.line())

    async def _guarded(self, scope: Scope, receive: Receive, exchange: "Exchange") -> None:
        headers = Headers(scope=scope)
        most = self._most if scope["path"].rstrip("/") not in STREAMED else 2**62
        body = LimitedBody(receive, most)
        try:
            scope["state"]["caller"] = self._admit(scope, headers)
            body.check_length(headers)
            await self._app(scope, body.receive, exchange.send)
        except ProblemError as error:
            await body.drain(headers)
            answer = problems.response(error.problem, error.headers, request_id=exchange.request_id)
            await answer(scope, receive, exchange.send)
        except ClientDisconnect:
            log.info("the client left", extra={"request_id": exchange.request_id})
        except Exception:
            log.exception("unhandled", extra={"request_id": exchange.request_id})
            await exchange.fail(scope, receive)

    def _admit(self, scope: Scope, headers: Headers) -> str:
        """Who calls, or a refusal: by Host, by site, by key, by rate."""
        path, address = scope["path"], (scope.get("client") or ("unknown",))[0]
        if auth.is_open(path):
            return f"address:{address}"
        auth.check_host(headers, self._hosts)
        auth.check_site(headers, scope["method"])
        key = self._keys.identify(headers, path) if self._keys else None
        caller = f"key:{key}" if key else f"address:{address}"
        self._rate.take(caller)
        if self._keys and not key:
            raise auth.unauthorized(path)
        return caller


class Exchange:
    """One request and what is answered to it, as the log and the metrics tell of it."""

    def __init__(self, scope: Scope, send: Send) -> None:
        self.method: str = scope["method"]
        self.status = CLIENT_GONE
        self.request_id = _request_id(Headers(scope=scope))
        self._scope = scope
        self._send = send
        self._began = time.perf_counter()
        self._started = False
        state: MutableMapping[str, Any] = scope.setdefault("state", {})
        state["request_id"] = self.request_id

    async def send(self, message: Message) -> None:
        """Send a message on, with the headers that every answer has."""
        if message["type"] == "http.response.start":
            self._started = True
            self.status = message["status"]
            headers = MutableHeaders(scope=message)
            headers["X-Request-ID"] = self.request_id
            for name, value in SECURITY_HEADERS.items():
                headers.setdefault(name, value)
        await self._send(message)

    async def fail(self, scope: Scope, receive: Receive) -> None:
        """Answer 500 without a word on the inside; one that already began can only be broken off."""
        self.status = 500
        if self._started:
            raise ConnectionError("the answer broke off")
        found = problems.problem(
            500, "something unforeseen happened; the log tells it under this request's id"
        )
        await problems.response(found, request_id=self.request_id)(scope, receive, self.send)

    @property
    def route(self) -> str:
        """The route's template, or a word for what matched none: metrics must not grow with what is asked."""
        return getattr(self._scope.get("route"), "path", None) or "unmatched"

    @property
    def seconds(self) -> float:
        """Since the request came."""
        return time.perf_counter() - self._began

    def line(self) -> dict[str, Any]:
        """The access log's fields. The query is left out: what people search for is theirs."""
        client = self._scope.get("client") or ("unknown",)
        return {
            "request_id": self.request_id,
            "method": self.method,
            "path": json.dumps(self._scope["path"])[1:-1][:300],
            "route": self.route,
            "status": self.status,
            "milliseconds": round(self.seconds * 1000, 1),
            "client": client[0],
            "caller": self._scope["state"].get("caller"),
        }


def _request_id(headers: Headers) -> str:
    given = headers.get("x-request-id", "")
    return given if REQUEST_ID.fullmatch(given) else secrets.token_hex(8)
