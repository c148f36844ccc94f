"""Make clean instance bodies of about 1 KB, in JSON and in YAML: ``python benchmarks/make_files.py FOLDER [COUNT]``."""

from __future__ import annotations

import io
import json
import pathlib
import random
import sys
from typing import Any

ELEMENTS = ("dropbox", "sfdc", "hubspot", "zendesk", "quickbooks", "stripe", "box", "slack", "marketo", "jira")


def body(number: int, chance: random.Random) -> dict[str, Any]:
    """An instance body without a mistake: credentials are placeholders, events are webhooks."""
    element = chance.choice(ELEMENTS)
    return {
        "element": {"key": element},
        "providerData": {"code": "<CODE_FROM_THE_OAUTH_REDIRECT>"},
        "configuration": {
            "oauth.api.key": f"<{element.upper()}_CLIENT_ID>",
            "oauth.api.secret": f"<{element.upper()}_CLIENT_SECRET>",
            "oauth.callback.url": f"https://app{number}.example.com/{element}/auth",
            "oauth.scope": "read:account write:account read:files write:files",
            "event.notification.enabled": True,
            "event.vendor.type": "webhook",
            "event.notification.callback.url": f"https://app{number}.example.com/{element}/events",
            "event.notification.signature.key": "${SIGNATURE_KEY}",
            "document.tagging": False,
            "filter.response.nulls": "true",
            "base.url": f"https://{element}.example.com/api/v{number % 5}",
            "pagination.max": str(chance.choice((50, 100, 200))),
            "username": f"integration+{number}@example.com",
            "password": "{{ vault.password }}",
            "site.address": f"tenant-{number}",
            "app.name": f"Integration {number} of the {element} team",
        },
        "tags": [f"team-{number % 7}", element, "production"],
        "name": f"{element} instance {number}",
    }


def make(folder: pathlib.Path, count: int = 1000) -> None:
    """Write ``count`` bodies as JSON and as YAML."""
    from ruamel.yaml import YAML

    chance = random.Random(20261123)
    yaml = YAML(typ="safe")
    yaml.default_flow_style = False
    for kind in ("json", "yaml"):
        (folder / kind).mkdir(parents=True, exist_ok=True)
    for number in range(count):
        value = body(number, chance)
        (folder / "json" / f"instance-{number:04}.json").write_text(json.dumps(value, indent=2) + "\n", "utf-8")
        text = io.StringIO()
        yaml.dump(value, text)
        (folder / "yaml" / f"instance-{number:04}.yaml").write_text(text.getvalue(), "utf-8")


if __name__ == "__main__":
    make(pathlib.Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 1000)
