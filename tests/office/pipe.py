"""How the scripts that the system's Python runs reach LibreOffice."""

from __future__ import annotations

import time

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
    for _ in range(240):
        try:
            context = resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
        except NoConnectException:
            time.sleep(0.25)
            continue
        manager = context.ServiceManager
        return manager.createInstanceWithContext("com.sun.star.frame.Desktop", context), (manager, context)
    raise SystemExit("LibreOffice did not start")
