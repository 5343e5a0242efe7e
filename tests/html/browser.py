"""Headless Chromium, driven by the DevTools protocol through a pipe: no port, no extra package."""

import base64
import json
import os
import select
import shutil
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

SECONDS = 20.0
"""How long one answer of the browser may take."""
MISSING = (
    "no Chromium to open the HTML export in: `apt-get install chromium`,"
    " or set CHROMIUM to the path of one"
)
_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
_FLAGS = (
    "--headless",
    "--remote-debugging-pipe",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-default-apps",
    "--disable-extensions",
    "--no-proxy-server",
    # Nothing of its own asks a network, and so nothing waits for a closed one.
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
    "--hide-scrollbars",
    "--no-first-run",
)


class BrowserError(Exception):
    """The browser is missing, silent or refuses a command."""


@dataclass(slots=True)
class Tab:
    """One page, and what happened in it since it was opened."""

    browser: "Browser"
    session: str
    requests: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    loaded: bool = False

    def open(self, file: Path) -> None:
        """Open a file, and go on when it and all it asks for has been loaded or has failed."""
        self.loaded = False
        self.requests, self.errors = [], []
        self.call("Page.navigate", url=file.as_uri())
        self.browser.wait_until(lambda: self.loaded)
        # Two frames later the page is painted, and what it had to complain about is known.
        frame = "new Promise(done => requestAnimationFrame(done))"
        self.evaluate(f"{frame}.then(() => {frame})")

    def call(self, method: str, **params: object) -> dict[str, Any]:
        """Send a command to this page and return its result."""
        return self.browser.call(method, session=self.session, **params)

    def evaluate(self, script: str) -> Any:
        """The value of a JavaScript expression in the page."""
        done = self.call(
            "Runtime.evaluate", expression=script, awaitPromise=True, returnByValue=True
        )
        if "exceptionDetails" in done:
            raise BrowserError(str(done["exceptionDetails"]))
        return done["result"].get("value")

    def pdf(self) -> bytes:
        """The page as a browser prints it by default: no backgrounds, its own paper size."""
        done = self.call("Page.printToPDF", preferCSSPageSize=True, printBackground=False)
        return base64.b64decode(done["data"])

    def click(self, x: float, y: float) -> None:
        """Click once at a place of the window."""
        for kind in ("mousePressed", "mouseReleased"):
            self.call("Input.dispatchMouseEvent", type=kind, x=x, y=y, button="left", clickCount=1)

    def resize(self, width: int) -> None:
        """Make the window as wide as this; up to 800 px it is a phone's."""
        self.call(
            "Emulation.setDeviceMetricsOverride",
            width=width,
            height=800,
            deviceScaleFactor=1,
            mobile=width <= 800,
        )

    def media(self, *, dark: bool, paper: bool = False) -> None:
        """Show it as on a screen or on paper, for somebody who prefers a dark or light scheme."""
        scheme = {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}
        # No medium named is the real one, which is paper while a PDF is made.
        medium = "print" if paper else ""
        self.call("Emulation.setEmulatedMedia", media=medium, features=[scheme])

    def picture(self) -> bytes:
        """The whole page as a PNG."""
        done = self.call("Page.captureScreenshot", captureBeyondViewport=True)
        return base64.b64decode(done["data"])

    def note(self, method: str, params: dict[str, Any]) -> None:
        """Keep what an event of this page tells."""
        match method:
            case "Page.loadEventFired":
                self.loaded = True
            case "Network.requestWillBeSent":
                self.requests.append(params["request"]["url"])
            case "Log.entryAdded" if params["entry"]["level"] in ("warning", "error"):
                self.errors.append(params["entry"]["text"])
            case "Runtime.exceptionThrown" | "Runtime.consoleAPICalled":
                self.errors.append(json.dumps(params))


class Browser:
    """A running Chromium."""

    def __init__(self, process: subprocess.Popen[bytes]) -> None:
        assert process.stdin is not None
        assert process.stdout is not None
        self._to_it = process.stdin
        self._from_it = process.stdout.fileno()
        self._unread = b""
        self._number = 0
        self._answers: dict[int, dict[str, Any]] = {}
        self._tabs: dict[str, Tab] = {}

    def tab(self) -> Tab:
        """A new tab."""
        target = self.call("Target.createTarget", url="about:blank")["targetId"]
        session = self.call("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        tab = self._tabs[session] = Tab(self, session)
        for domain in ("Page", "Network", "Log", "Runtime"):
            tab.call(f"{domain}.enable")
        return tab

    def call(self, method: str, *, session: str | None = None, **params: object) -> dict[str, Any]:
        """Send a command and return its result."""
        self._number += 1
        number = self._number
        command: dict[str, object] = {"id": number, "method": method, "params": params}
        if session is not None:
            command["sessionId"] = session
        self._to_it.write(json.dumps(command).encode() + b"\0")
        self.wait_until(lambda: number in self._answers)
        answer = self._answers.pop(number)
        if "error" in answer:
            raise BrowserError(f"{method}: {answer['error']}")
        result: dict[str, Any] = answer["result"]
        return result

    def wait_until(self, reached: Callable[[], bool]) -> None:
        """Read what the browser says until something is reached."""
        deadline = time.monotonic() + SECONDS
        while not reached():
            self._read(deadline)

    def _read(self, deadline: float) -> None:
        left = max(deadline - time.monotonic(), 0)
        if not select.select([self._from_it], [], [], left)[0]:
            raise BrowserError(f"Chromium did not answer within {SECONDS:.0f} seconds")
        piece = os.read(self._from_it, 1 << 20)
        if not piece:
            raise BrowserError("Chromium ended before it answered")
        *messages, self._unread = (self._unread + piece).split(b"\0")
        for text in messages:
            message = json.loads(text)
            if "id" in message:
                self._answers[message["id"]] = message
            elif (tab := self._tabs.get(message.get("sessionId", ""))) is not None:
                tab.note(message["method"], message["params"])


def executable() -> str | None:
    """The Chromium that CHROMIUM names, or one on the PATH, or None."""
    if named := os.environ.get("CHROMIUM"):
        if shutil.which(named) is None:
            raise BrowserError(f"CHROMIUM names no program: {named}")
        return named
    return next(filter(None, map(shutil.which, _NAMES)), None)


@contextmanager
def chromium(folder: Path) -> Iterator[Tab]:
    """A tab of a new Chromium, which has an empty profile in `folder`."""
    program = executable()
    if program is None:
        raise BrowserError(MISSING)
    # It reads commands from descriptor 3 and answers on 4, which a shell puts in place.
    started = 'exec "$0" "$@" 3<&0 4>&1 </dev/null >/dev/null'
    process = subprocess.Popen(
        ["/bin/sh", "-c", started, program, *_FLAGS, f"--user-data-dir={folder}"],
        bufsize=0,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )
    try:
        browser = Browser(process)
        yield browser.tab()
        browser.call("Browser.close")
        process.wait(SECONDS)
    finally:
        process.kill()
        process.communicate()
