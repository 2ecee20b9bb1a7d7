"""A real Apache httpd on this machine, as long as it is needed."""

from __future__ import annotations

import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

import httpx

PROGRAM = "/usr/sbin/apache2"
STARTS_WITHIN = 30
MODULES = Path("/usr/lib/apache2/modules")
CONFIGURATION = """
ServerRoot {home}
PidFile {home}/pid
Mutex file:{home}
ServerName localhost
Listen 127.0.0.1:{port}
ErrorLog {home}/errors
LoadModule mpm_event_module {modules}/mod_mpm_event.so
LoadModule authz_core_module {modules}/mod_authz_core.so
LoadModule mime_module {modules}/mod_mime.so
LoadModule dir_module {modules}/mod_dir.so
LoadModule alias_module {modules}/mod_alias.so
LoadModule headers_module {modules}/mod_headers.so
LoadModule rewrite_module {modules}/mod_rewrite.so
TypesConfig /dev/null
DocumentRoot {home}/nothing
{folders}
"""
FOLDER = """
Alias /{name} {folder}
<Directory "{folder}">
Options FollowSymLinks
AllowOverride {allowed}
Require all granted
</Directory>
"""


@contextmanager
def httpd(folders: Mapping[str, tuple[Path, str]]) -> Iterator[str]:
    """Serves folders, each below a name, with what a `.htaccess` in it may say; ended by its id. Gives its address."""
    home = Path(tempfile.mkdtemp(prefix="httpd"))
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        port = held.getsockname()[1]
    served = "".join(FOLDER.format(name=name, folder=f, allowed=allowed) for name, (f, allowed) in folders.items())
    (home / "nothing").mkdir()
    (home / "httpd.conf").write_text(CONFIGURATION.format(home=home, port=port, modules=MODULES, folders=served))
    with subprocess.Popen([PROGRAM, "-X", "-f", home / "httpd.conf"], stdin=subprocess.DEVNULL) as process:
        try:
            url = f"http://127.0.0.1:{port}"
            _wait(process, url)
            yield url
        finally:
            process.terminate()
            process.wait()
            shutil.rmtree(home)


def _wait(process: subprocess.Popen[bytes], url: str) -> None:
    """Until it answers; it tells nobody when that is so."""
    end = time.monotonic() + STARTS_WITHIN
    while time.monotonic() < end:
        assert process.poll() is None, "httpd ended by itself"
        with suppress(httpx.ConnectError):
            httpx.get(url)
            return
        time.sleep(0.02)
    raise AssertionError(f"{url} did not answer within {STARTS_WITHIN} seconds")
