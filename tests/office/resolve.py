"""Run by the system's Python, which has LibreOffice's uno: accept or reject all changes of files and save them as text.

Usage: resolve.py PIPE < JSON, a list of [source, action, target]; action is accept, reject or open, and "update" after
it has fields and indexes updated. Prints each target that is done.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from pipe import connect, leave, property_value

COMMANDS = {"accept": ".uno:AcceptAllTrackedChanges", "reject": ".uno:RejectAllTrackedChanges"}


def main() -> None:
    desktop, (manager, context) = connect(sys.argv[1])
    dispatcher = manager.createInstanceWithContext("com.sun.star.frame.DispatchHelper", context)
    for source, action, target in json.load(sys.stdin):
        document = desktop.loadComponentFromURL(Path(source).as_uri(), "_blank", 0, (property_value("Hidden", False),))
        if document is None:
            raise SystemExit(f"{source}: LibreOffice could not open it")
        settle, _, update = action.partition(" ")
        if settle in COMMANDS:
            frame = document.getCurrentController().getFrame()
            dispatcher.executeDispatch(frame, COMMANDS[settle], "", 0, ())
        if update:
            document.RecordChanges = False
            for index in document.DocumentIndexes:
                index.update()
            document.TextFields.refresh()
            document.refresh()
        how = (property_value("FilterName", "Text (encoded)"), property_value("FilterOptions", "UTF8,LF,,,"))
        if target.endswith(".pdf"):
            how = (property_value("FilterName", "writer_pdf_Export"),)
        document.storeToURL(Path(target).as_uri(), how)
        document.close(True)
        print(target, flush=True)  # what is done is not done again when a later job fails
    leave(desktop)


main()
