"""A preview that follows every save: sphinx-autobuild's server around Briefbook's own build."""

from __future__ import annotations

import sys
from fnmatch import fnmatch
from pathlib import Path
from typing import TYPE_CHECKING, Any

from briefbook.build.errors import CannotRunError
from briefbook.hosting import HostingError, read
from briefbook.serving.rebuild import Rebuild

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from briefbook.hosting.policy import Headers

SCRIPT, FINDINGS = "/-/preview.js", "/-/findings"
"""Addresses that no page has."""

_NOT_WATCHED = (".git", ".tox", ".venv", ".nox", ".mypy_cache", ".ruff_cache", ".pytest_cache")


def serve(  # noqa: PLR0913, PLR0917  # what a server is told
    source: Path,
    out: Path,
    host: str,
    port: int,
    arguments: Sequence[str],
    say: Callable[[str], None],
) -> None:
    """Build, serve ``out/html`` and build again after every change, until interrupted.

    ``arguments`` are further options of ``briefbook build``; ``say`` tells where it serves.
    Raises `CannotRunError` where sphinx-autobuild is not installed.
    """
    try:
        import uvicorn  # noqa: PLC0415  # an extra that not everybody installs
        from sphinx_autobuild.utils import find_free_port  # noqa: PLC0415
    except ImportError:
        message = "'serve' needs sphinx-autobuild; install it with: pip install 'briefbook[serve]'"
        raise CannotRunError(message) from None
    command = [sys.executable, "-m", "briefbook", "build", "--source", str(source)]
    rebuild = Rebuild([*command, "--out", str(out), *arguments], out / ".preview-findings")
    rebuild()
    site = out / "html"
    site.mkdir(parents=True, exist_ok=True)
    where = f"{host}:{port or find_free_port()}"
    say(f"Serving http://{where} until Ctrl+C; every save builds again.")
    app = _application(source, out, site, rebuild)
    uvicorn.run(app, host=host, port=int(where.rsplit(":", 1)[1]), log_level="warning")


def _application(source: Path, out: Path, site: Path, rebuild: Rebuild) -> Any:  # noqa: ANN401  # no types
    from sphinx_autobuild.filter import IgnoreFilter  # noqa: PLC0415  # as above
    from sphinx_autobuild.middleware import JavascriptInjectorMiddleware  # noqa: PLC0415
    from sphinx_autobuild.server import RebuildServer  # noqa: PLC0415
    from starlette.applications import Starlette  # noqa: PLC0415
    from starlette.middleware import Middleware  # noqa: PLC0415
    from starlette.responses import FileResponse  # noqa: PLC0415
    from starlette.routing import Mount, Route, WebSocketRoute  # noqa: PLC0415

    class Injector(JavascriptInjectorMiddleware):  # type: ignore[misc]  # no types
        """Names a script in every page; one that stood in it would break the page's policy."""

        def __init__(self, app: Any) -> None:  # noqa: ANN401  # no types
            super().__init__(app, "")
            self.script = f'<script src="{SCRIPT}"></script>\n'.encode()

    def file(path: Path, kind: str) -> Any:  # noqa: ANN401  # no types
        return lambda _: FileResponse(path, media_type=kind, headers={"Cache-Control": "no-store"})

    passed_over = [source / name for name in _NOT_WATCHED]
    watcher = RebuildServer([source], IgnoreFilter([*passed_over, out], []), rebuild)
    return Starlette(
        routes=[
            WebSocketRoute("/websocket-reload", watcher, name="reload"),
            Route(SCRIPT, file(Path(__file__).with_name("preview.js"), "text/javascript")),
            Route(FINDINGS, file(rebuild.kept, "text/plain")),
            Mount("/", app=_files(site), name="static"),
        ],
        middleware=[Middleware(Injector)],
        lifespan=watcher.lifespan,
    )


def _files(site: Path) -> Any:  # noqa: ANN401  # no types
    from starlette.staticfiles import StaticFiles  # noqa: PLC0415  # as above

    class Pages(StaticFiles):
        """Serves the published folder, which each build replaces as a whole, as a host would."""

        async def get_response(self, path: str, scope: Any) -> Any:  # noqa: ANN401  # no types
            response = await super().get_response(path, scope)
            for pattern, headers in _headers(site).items():
                if fnmatch(f"/{path}", pattern):
                    response.headers.update(headers)
            response.headers["Cache-Control"] = "no-store"  # a reload must show the new page
            return response

    return Pages(directory=site, html=True)


def _headers(site: Path) -> Headers:
    try:
        return read(site)
    except HostingError:  # nothing is published yet
        return {}
