#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
# Reads what is on the screen as a screen reader does, through AT-SPI, and prints it as one line of JSON:
#   controls  how many can be operated        unnamed  those that say nothing: "role in path"
#   names     what they say                   cells    what the cells of tables say
# Usage: read_screen.py PROCESS_ID
import json
import sys

import gi

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi  # noqa: E402

R = Atspi.Role
CONTROLS = {
    R.PUSH_BUTTON, R.TOGGLE_BUTTON, R.CHECK_BOX, R.RADIO_BUTTON, R.COMBO_BOX, R.ENTRY, R.TEXT, R.PASSWORD_TEXT,
    R.SPIN_BUTTON, R.SLIDER, R.TABLE, R.TREE, R.TREE_TABLE, R.LIST, R.LIST_BOX, R.PAGE_TAB, R.MENU, R.MENU_ITEM,
    R.CHECK_MENU_ITEM, R.RADIO_MENU_ITEM, R.LINK, R.DIALOG, R.PROGRESS_BAR,
}
CELLS = {R.TABLE_CELL, R.LIST_ITEM, R.TREE_ITEM}
MOST_CHILDREN = 60  # of one parent; a table's cells come row by row, each asked for over the bus

found = {"controls": 0, "unnamed": [], "names": [], "cells": []}


def look(node, path):
    states = node.get_state_set()
    if not states.contains(Atspi.StateType.SHOWING) and path:
        return
    role, name = node.get_role(), node.get_name() or ""
    here = path + [f"{node.get_role_name()} '{name[:40]}'"]
    if role in CELLS:
        found["cells"].append(name)
        return
    if not path or role in CONTROLS or states.contains(Atspi.StateType.FOCUSABLE):
        found["controls"] += 1
        found["names"].append(name)
        if not name.strip():
            found["unnamed"].append(" < ".join(reversed(here[-6:])))
    for i in range(min(node.get_child_count(), MOST_CHILDREN)):
        child = node.get_child_at_index(i)
        if child is not None:
            look(child, here)


Atspi.init()
desktop = Atspi.get_desktop(0)
for i in range(desktop.get_child_count()):
    program = desktop.get_child_at_index(i)
    if program is not None and program.get_process_id() == int(sys.argv[1]):
        tops = [program.get_child_at_index(k) for k in range(program.get_child_count())]
        tops = [top for top in tops if top is not None]
        dialogs = [top for top in tops
                   if top.get_role() == R.DIALOG and top.get_state_set().contains(Atspi.StateType.SHOWING)]
        for top in dialogs or tops:  # what lies under a dialog cannot be used
            look(top, [])
print(json.dumps(found, ensure_ascii=False))
