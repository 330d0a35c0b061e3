"""A preview that follows every save: a server around builds, and around one page at a time."""

from __future__ import annotations

import asyncio
from fnmatch import fnmatch
from pathlib import Path
from typing import TYPE_CHECKING, Any

from briefbook.build.errors import CannotRunError
from briefbook.hosting import HostingError, read
from briefbook.serving.live import Book, Preview, Voice

if TYPE_CHECKING:
    from briefbook.hosting.policy import Headers

__all__ = ["Book", "Voice", "serve"]

SCRIPT, FINDINGS = "/-/preview.js", "/-/findings"
"""Addresses that no page has."""

_NOT_WATCHED = (".tox", ".venv", ".nox", ".ruff_cache")


def serve(book: Book, host: str, port: int, voice: Voice) -> None:
    """Serve a book, and make what is saved, until interrupted.

    Raises `CannotRunError` where sphinx-autobuild is not installed, or there is no book.
    """
    try:
        import uvicorn  # noqa: PLC0415  # an extra that not everybody installs
        from sphinx_autobuild.utils import find_free_port  # noqa: PLC0415
    except ImportError:
        message = "'serve' needs sphinx-autobuild; install it with: pip install 'briefbook[serve]'"
        raise CannotRunError(message) from None
    if not (book.source / "conf.py").is_file():
        raise CannotRunError(f"there is no conf.py in '{book.source}'")
    port = port or find_free_port()
    asyncio.run(_serve(book, voice, uvicorn, host, port))


async def _serve(book: Book, voice: Voice, uvicorn: Any, host: str, port: int) -> None:  # noqa: ANN401  # no types
    preview = Preview(book, voice)
    tasks = [asyncio.create_task(_watch(book, preview))]
    try:
        await asyncio.sleep(0)  # from here on no save is missed
        shown = preview.published.exists()
        if shown:
            preview.begin_resident(overtaken=True)
        else:
            await preview.begin()
            preview.published.mkdir(parents=True, exist_ok=True)
        config = uvicorn.Config(
            _application(preview),
            host=host,
            port=port,
            log_level="warning",
            timeout_graceful_shutdown=1,
        )
        voice.say(f"Serving http://{host}:{port} until Ctrl+C; what is saved is shown at once.")
        tasks.append(asyncio.create_task(_follow(preview, behind=shown)))
        await uvicorn.Server(config).serve()
    finally:
        for task in tasks:
            task.cancel()
        preview.close()


async def _follow(preview: Preview, *, behind: bool) -> None:
    """Follow what is saved; if what is shown may be old, build the book first of all."""
    if behind:
        await preview.build_whole()
    await preview.follow()


async def _watch(book: Book, preview: Preview) -> None:
    from watchfiles import DefaultFilter, awatch  # noqa: PLC0415  # an extra, as above

    passed_over = [str(book.out), *(str(book.source / name) for name in _NOT_WATCHED)]
    wanted = DefaultFilter(ignore_paths=passed_over)
    async for changes in awatch(book.source, watch_filter=wanted):
        preview.saved([Path(path) for _, path in changes])


def _application(preview: Preview) -> Any:  # noqa: ANN401  # no types
    from sphinx_autobuild.middleware import JavascriptInjectorMiddleware  # noqa: PLC0415  # as above
    from starlette.applications import Starlette  # noqa: PLC0415
    from starlette.middleware import Middleware  # noqa: PLC0415
    from starlette.responses import FileResponse, PlainTextResponse  # noqa: PLC0415
    from starlette.routing import Mount, Route, WebSocketRoute  # noqa: PLC0415

    class Injector(JavascriptInjectorMiddleware):  # type: ignore[misc]  # no types
        """Names a script in every page; one that stood in it would break the page's policy."""

        def __init__(self, app: Any) -> None:  # noqa: ANN401  # no types
            super().__init__(app, "")
            self.script = f'<script src="{SCRIPT}"></script>\n'.encode()

    fresh = {"Cache-Control": "no-store"}
    script = Path(__file__).with_name("preview.js")
    return Starlette(
        routes=[
            WebSocketRoute("/websocket-reload", _telling(preview), name="reload"),
            Route(SCRIPT, lambda _: FileResponse(script, 200, fresh, "text/javascript")),
            Route(FINDINGS, lambda _: PlainTextResponse(preview.wrong, headers=fresh)),
            Mount("/", app=_files(preview), name="static"),
        ],
        middleware=[Middleware(Injector)],
    )


def _telling(preview: Preview) -> Any:  # noqa: ANN401  # no types
    """Return what tells a browser that there may be something else to show."""

    async def tell(socket: Any) -> None:  # noqa: ANN401  # no types
        await socket.accept()
        reader = preview.reader()

        async def listen() -> None:
            async for _ in socket.iter_text():
                pass

        async def speak() -> None:
            while True:
                await reader.wait()
                reader.clear()
                await socket.send_text("refresh")

        tasks = [asyncio.create_task(listen()), asyncio.create_task(speak())]
        try:
            await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        finally:
            preview.gone(reader)
            for task in tasks:
                task.cancel()

    return tell


def _files(preview: Preview) -> Any:  # noqa: ANN401  # no types
    from starlette.responses import FileResponse  # noqa: PLC0415  # as above
    from starlette.staticfiles import StaticFiles  # noqa: PLC0415

    class Pages(StaticFiles):
        """Serves what was made of saved files, and before that what is published, as a host."""

        async def get_response(self, path: str, scope: Any) -> Any:  # noqa: ANN401  # no types
            name = "index.html" if path == "." else path
            made = preview.files.get(name) or preview.files.get(f"{name}/index.html")
            response: Any = (
                FileResponse(made)
                if made is not None and made.is_file()
                else await super().get_response(path, scope)
            )
            for pattern, headers in _headers(preview.published).items():
                if fnmatch(f"/{path}", pattern):
                    response.headers.update(headers)
            response.headers["Cache-Control"] = "no-store"  # a reload must show the new page
            return response

    return Pages(directory=preview.published, html=True)


def _headers(site: Path) -> Headers:
    try:
        return read(site)
    except HostingError:  # nothing is published yet
        return {}
