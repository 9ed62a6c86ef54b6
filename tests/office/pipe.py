"""How the scripts that the system's Python runs reach LibreOffice."""

from __future__ import annotations

import contextlib
import os
import sys
import time
from typing import NoReturn

import uno
from com.sun.star.beans import PropertyValue
from com.sun.star.connection import NoConnectException


def property_value(name: str, value: object) -> PropertyValue:
    made = PropertyValue()
    made.Name, made.Value = name, value
    return made


def connect(pipe: str):
    """The desktop and the service manager of the LibreOffice that listens at a pipe."""
    local = uno.getComponentContext()
    resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
    while True:  # whoever started both ends this when it takes too long
        try:
            context = resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
        except NoConnectException:
            time.sleep(0.25)
            continue
        manager = context.ServiceManager
        return manager.createInstanceWithContext("com.sun.star.frame.Desktop", context), (manager, context)


def leave(desktop) -> NoReturn:
    """End LibreOffice, then this program at once: Python's tidying up meets the bridge's own threads, and can crash."""
    with contextlib.suppress(Exception):  # the office may be gone before it answers
        desktop.terminate()
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(0)
