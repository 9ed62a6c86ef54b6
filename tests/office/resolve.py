"""Run by the system's Python, which has LibreOffice's uno: accept or reject all changes of files and save them as text.

Usage: resolve.py PIPE < JSON, a list of [source, action, target]; action is accept, reject or open.
"""

from __future__ import annotations

import contextlib
import json
import sys
import time
from pathlib import Path

import uno
from com.sun.star.beans import PropertyValue
from com.sun.star.connection import NoConnectException

COMMANDS = {"accept": ".uno:AcceptAllTrackedChanges", "reject": ".uno:RejectAllTrackedChanges"}


def property_value(name: str, value: object) -> PropertyValue:
    made = PropertyValue()
    made.Name, made.Value = name, value
    return made


def connect(pipe: str):
    local = uno.getComponentContext()
    resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
    for _ in range(240):
        try:
            return resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
        except NoConnectException:
            time.sleep(0.25)
    raise SystemExit("LibreOffice did not start")


def main() -> None:
    context = connect(sys.argv[1])
    manager = context.ServiceManager
    desktop = manager.createInstanceWithContext("com.sun.star.frame.Desktop", context)
    dispatcher = manager.createInstanceWithContext("com.sun.star.frame.DispatchHelper", context)
    for source, action, target in json.load(sys.stdin):
        document = desktop.loadComponentFromURL(Path(source).as_uri(), "_blank", 0, (property_value("Hidden", False),))
        if document is None:
            raise SystemExit(f"{source}: LibreOffice could not open it")
        if action in COMMANDS:
            frame = document.getCurrentController().getFrame()
            dispatcher.executeDispatch(frame, COMMANDS[action], "", 0, ())
        how = (property_value("FilterName", "Text (encoded)"), property_value("FilterOptions", "UTF8,LF,,,"))
        if target.endswith(".pdf"):
            how = (property_value("FilterName", "writer_pdf_Export"),)
        document.storeToURL(Path(target).as_uri(), how)
        document.close(True)
    with contextlib.suppress(Exception):  # the office may be gone before it answers
        desktop.terminate()


main()
