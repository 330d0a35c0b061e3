"""The headers in the languages of servers, each with all that the server needs for the site."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefbook.hosting import headers as headers_file

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from briefbook.hosting.policy import Headers

EVERYWHERE = "/*"
_TEXTS = (
    "application/atom+xml application/javascript application/json application/ld+json "
    "application/wasm application/xml image/svg+xml text/css text/csv text/javascript "
    "text/plain text/turtle text/xml"
)


def nginx(headers: Headers) -> str:
    """Return a file for nginx's ``conf.d``, with a server on port 8080.

    Headers of one path are chosen by a map: in nginx a second list would take the first away.
    """
    lines = [*_maps(headers), *_server()]
    for name, value in headers[EVERYWHERE].items():
        lines.append(f'    add_header {name} "{_quoted(value)}" always;')
    lines += [f"    add_header {name} ${_variable(name)} always;" for name in _chosen(headers)]
    return "\n".join([*lines, "}"]) + "\n"


def _chosen(headers: Headers) -> list[str]:
    names = [name for path, values in headers.items() if path != EVERYWHERE for name in values]
    return list(dict.fromkeys(names))


def _maps(headers: Headers) -> Iterator[str]:
    for name in _chosen(headers):
        yield f"map $uri ${_variable(name)} {{"
        yield '    default "";'  # nginx sends no header without a value
        for path, values in headers.items():
            if path != EVERYWHERE and name in values:
                yield f'    ~^{path.removesuffix("*")} "{_quoted(values[name])}";'
        yield "}"
        yield ""


def _server() -> list[str]:
    return [
        "server {",
        "    listen 8080;",
        "    root /usr/share/nginx/html;",
        "    charset utf-8;",
        "    absolute_redirect off;",
        "    server_tokens off;",
        "    error_page 404 /404.html;",
        # A folder without a page of its own is refused, which helps no reader.
        "    error_page 403 =404 /404.html;",
        "",
        "    gzip on;",
        "    gzip_vary on;",
        "    gzip_min_length 512;",
        f"    gzip_types {_TEXTS};",
        "",
    ]


def _variable(name: str) -> str:
    return "book_" + name.lower().replace("-", "_")


def _quoted(value: str) -> str:
    return value.replace("\\", "\\\\").replace('"', '\\"')


_NOT_FOUND = (
    "\thandle_errors {",
    "\t\t@missing expression {err.status_code} == 404",
    "\t\trewrite @missing /404.html",
    "\t\tencode zstd gzip",
    "\t\tfile_server",
    "\t}",
)


def caddy(headers: Headers) -> str:
    """Return a Caddyfile with a server on port 8080."""
    lines = [":8080 {", "\troot * /srv", "\tencode zstd gzip", "\tfile_server"]
    for path, values in headers.items():
        matcher = "" if path == EVERYWHERE else f"{path} "
        lines.append(f"\theader {matcher}{{")
        lines += [f'\t\t{name} "{_quoted(value)}"' for name, value in values.items()]
        lines.append("\t}")
    return "\n".join([*lines, *_NOT_FOUND, "}"]) + "\n"


FORMS: dict[str, Callable[[Headers], str]] = {
    "netlify": headers_file.write,
    "nginx": nginx,
    "caddy": caddy,
}
"""By the name of the server; Netlify's form is Cloudflare's too."""
