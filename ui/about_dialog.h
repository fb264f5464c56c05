// SPDX-License-Identifier: GPL-3.0-or-later
// About Onsa: version, licence, what it is built of. And the engine's log, for people who ask for help.
#pragma once

#include <QString>

class QDialog;
class QWidget;

namespace onsa {
class EngineProcess;
}

namespace onsa::ui {

QDialog *makeAboutDialog(QWidget *parent); // deletes itself when closed
QDialog *makeLogDialog(const EngineProcess &engine, QWidget *parent);

} // namespace onsa::ui
