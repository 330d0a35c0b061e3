"""A preview that follows every save: sphinx-autobuild's server around Briefbook's own build."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

from briefbook.build.errors import CannotRunError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

_NOT_WATCHED = (".git", ".tox", ".venv", ".nox", ".mypy_cache", ".ruff_cache", ".pytest_cache")


class Rebuild:
    """What the server calls after a save; it is sent to another process, so it holds data only."""

    def __init__(self, command: list[str]) -> None:
        self.command = command

    def __call__(self, *, changed_paths: Sequence[Path] = ()) -> None:
        """Build once; what is wrong is printed, and the last good pages stay."""
        import subprocess  # noqa: PLC0415  # in the process that builds

        if changed_paths:
            names = ", ".join(sorted(path.name for path in changed_paths))
            sys.stdout.write(f"Changed: {names}\n")
            sys.stdout.flush()
        subprocess.run(self.command, check=False)


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
    rebuild = Rebuild([*command, "--out", str(out), *arguments])
    rebuild()
    site = out / "html"
    site.mkdir(parents=True, exist_ok=True)
    where = f"{host}:{port or find_free_port()}"
    say(f"Serving http://{where} until Ctrl+C; every save builds again.")
    app = _application(source, out, site, rebuild, where)
    uvicorn.run(app, host=host, port=int(where.rsplit(":", 1)[1]), log_level="warning")


def _application(source: Path, out: Path, site: Path, rebuild: Rebuild, where: str) -> Any:  # noqa: ANN401  # no types
    from sphinx_autobuild.filter import IgnoreFilter  # noqa: PLC0415  # as above
    from sphinx_autobuild.middleware import JavascriptInjectorMiddleware  # noqa: PLC0415
    from sphinx_autobuild.server import RebuildServer  # noqa: PLC0415
    from starlette.applications import Starlette  # noqa: PLC0415
    from starlette.middleware import Middleware  # noqa: PLC0415
    from starlette.routing import Mount, WebSocketRoute  # noqa: PLC0415

    passed_over = [source / name for name in _NOT_WATCHED]
    watcher = RebuildServer([source], IgnoreFilter([*passed_over, out], []), rebuild)
    return Starlette(
        routes=[
            WebSocketRoute("/websocket-reload", watcher, name="reload"),
            Mount("/", app=_files(site), name="static"),
        ],
        middleware=[Middleware(JavascriptInjectorMiddleware, ws_url=where)],
        lifespan=watcher.lifespan,
    )


def _files(site: Path) -> Any:  # noqa: ANN401  # no types
    from starlette.staticfiles import StaticFiles  # noqa: PLC0415  # as above

    class Pages(StaticFiles):
        """Serves the published folder, which each build replaces as a whole."""

        async def get_response(self, path: str, scope: Any) -> Any:  # noqa: ANN401  # no types
            response = await super().get_response(path, scope)
            response.headers["Cache-Control"] = "no-store"  # a reload must show the new page
            return response

    return Pages(directory=site, html=True)
