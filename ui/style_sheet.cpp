// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/style_sheet.h"

#include "ui/theme.h"

#include <QStringList>

#include <utility>

namespace onsa::ui {

namespace {

// @names are colours. A control is 1 px border + padding; with focus 2 px border and 1 px less padding, so that
// nothing moves. Arrows and ticks are fixed files: a style sheet cannot recolour them.
constexpr const char *text = R"(
QMainWindow, QDialog { background: @window; }
QToolTip { background: @raised; color: @text; border: 1px solid @border; padding: 4px 8px; }
QLabel[class="muted"] { color: @muted; }
QLabel[class="danger"] { color: @danger; }
QLabel[class="warning"] { color: @warning; }
QLabel[class="success"] { color: @success; }
QFrame[class="card"] { background: @surface; border: 1px solid @border; border-radius: 6px; }
QFrame[class="card"][chosen="true"] { border: 2px solid @accent; }
QFrame[class="strip"] { background: @surface; border: none; border-bottom: 1px solid @divider; }
QFrame[class="line"] { background: @divider; border: none; max-height: 1px; min-height: 1px; }

QPushButton { background: @raised; color: @text; border: 1px solid @border; border-radius: 6px;
    padding: 4px 12px; min-height: 20px; }
QPushButton:hover { background: @hover; }
QPushButton:pressed { background: @selection; }
QPushButton:checked { background: @selection; border-color: @accent; }
QPushButton:disabled { color: @faint; border-color: @divider; background: @window; }
QPushButton:focus { border: 2px solid @accent; padding: 3px 11px; }
QPushButton[class="primary"] { background: @accent; color: @onaccent; border-color: @accent; font-weight: 600; }
QPushButton[class="primary"]:hover { background: @accenthover; }
QPushButton[class="primary"]:pressed { background: @accentpress; }
QPushButton[class="primary"]:focus { border: 2px solid @text; }
QPushButton[class="primary"]:disabled { background: @divider; color: @faint; border-color: @divider; }
QPushButton[class="quiet"] { background: transparent; border: 1px solid transparent; padding: 4px 8px; }
QPushButton[class="quiet"]:hover { background: @hover; }
QPushButton[class="quiet"]:checked { background: @selection; }
QPushButton[class="quiet"]:focus { border: 2px solid @accent; padding: 3px 7px; }
QPushButton[class="quiet"]:disabled { color: @faint; }
QPushButton[class="danger"] { color: @danger; border-color: @danger; }
QPushButton[class="link"] { background: transparent; border: 1px solid transparent; color: @accent; padding: 2px 4px;
    text-align: left; }
QPushButton[class="link"]:hover { text-decoration: underline; }
QPushButton[class="link"]:focus { border: 2px solid @accent; padding: 1px 3px; }
QPushButton[class="chip"] { border-radius: 14px; padding: 3px 12px; min-height: 20px; background: @surface; }
QPushButton[class="chip"]:checked { background: @selection; border-color: @accent; font-weight: 600; }
QFrame[class="filterChip"] { border: 1px solid @accent; border-radius: 14px; background: @selection; }
QPushButton[class="filterWords"] { border: none; border-radius: 4px; padding: 3px 4px; min-height: 20px;
    background: transparent; }
QFrame[class="filterChip"] QToolButton { border: none; border-radius: 4px; padding: 3px; }
QPushButton[class="filterWords"]:focus, QFrame[class="filterChip"] QToolButton:focus {
    border: 2px solid @accent; padding: 1px 2px; }
QPushButton[class="chip"]:focus { border: 2px solid @accent; padding: 2px 11px; }
QPushButton::menu-indicator { image: url(:/icons/ui-arrow-down.svg); width: 12px; height: 12px;
    subcontrol-position: right center; right: 6px; }

QToolBar { background: @window; border: none; border-bottom: 1px solid @divider; padding: 4px 8px; spacing: 4px; }
QToolBar::separator { background: @divider; width: 1px; margin: 5px 6px; }
QToolButton { background: transparent; color: @text; border: 1px solid transparent; border-radius: 6px;
    padding: 4px 8px; }
QToolButton:hover { background: @hover; }
QToolButton:pressed, QToolButton:checked { background: @selection; }
QToolButton:disabled { color: @faint; }
QToolButton:focus { border: 2px solid @accent; padding: 3px 7px; }
QToolButton::menu-indicator { image: none; }

QLineEdit, QPlainTextEdit, QTextEdit, QSpinBox, QDoubleSpinBox, QComboBox { background: @surface; color: @text;
    border: 1px solid @control; border-radius: 6px; selection-background-color: @accent;
    selection-color: @onaccent; }
QLineEdit { padding: 4px 8px; min-height: 20px; }
QPlainTextEdit, QTextEdit { padding: 4px; }
QLineEdit:focus { border: 2px solid @accent; padding: 3px 7px; }
QPlainTextEdit:focus, QTextEdit:focus { border: 2px solid @accent; padding: 3px; }
QLineEdit:disabled, QPlainTextEdit:disabled, QTextEdit:disabled, QSpinBox:disabled, QDoubleSpinBox:disabled,
QComboBox:disabled { background: @window; color: @faint; border-color: @divider; }
QLineEdit[readOnly="true"], QPlainTextEdit[readOnly="true"], QTextEdit[readOnly="true"],
QTextBrowser { background: @window; border-color: @divider; }
QTextBrowser { background: @surface; }
QLineEdit[readOnly="true"]:focus, QPlainTextEdit[readOnly="true"]:focus, QTextEdit[readOnly="true"]:focus,
QTextBrowser:focus { border: 2px solid @accent; }
QLineEdit[wrong="true"], QPlainTextEdit[wrong="true"] { border: 2px solid @danger; }
QPlainTextEdit#cellEditor { border: 2px solid @accent; border-radius: 0; padding: 0 2px; }

QSpinBox, QDoubleSpinBox { padding: 4px 8px; min-height: 20px; }
QSpinBox:focus, QDoubleSpinBox:focus { border: 2px solid @accent; padding: 3px 7px; }
QSpinBox::up-button, QDoubleSpinBox::up-button { subcontrol-origin: border; subcontrol-position: top right;
    width: 20px; border: none; margin: 2px 2px 0 0; border-radius: 4px; }
QSpinBox::down-button, QDoubleSpinBox::down-button { subcontrol-origin: border; subcontrol-position: bottom right;
    width: 20px; border: none; margin: 0 2px 2px 0; border-radius: 4px; }
QSpinBox::up-button:hover, QDoubleSpinBox::up-button:hover, QSpinBox::down-button:hover,
QDoubleSpinBox::down-button:hover { background: @hover; }
QSpinBox::up-arrow, QDoubleSpinBox::up-arrow { image: url(:/icons/ui-arrow-up.svg); width: 11px; height: 11px; }
QSpinBox::down-arrow, QDoubleSpinBox::down-arrow { image: url(:/icons/ui-arrow-down.svg); width: 11px;
    height: 11px; }

QComboBox { padding: 4px 28px 4px 8px; min-height: 20px; }
QComboBox:focus { border: 2px solid @accent; padding: 3px 27px 3px 7px; }
QComboBox::drop-down { subcontrol-origin: border; subcontrol-position: center right; width: 26px; border: none; }
QComboBox::down-arrow { image: url(:/icons/ui-arrow-down.svg); width: 14px; height: 14px; }
QComboBox QAbstractItemView { background: @raised; border: 1px solid @border; outline: none; padding: 4px;
    selection-background-color: @selection; selection-color: @text; }

QCheckBox, QRadioButton { spacing: 8px; padding: 3px; border: 2px solid transparent; border-radius: 6px; }
QCheckBox:focus, QRadioButton:focus { border: 2px solid @accent; }
QCheckBox:disabled, QRadioButton:disabled { color: @faint; }
QCheckBox::indicator, QRadioButton::indicator { width: 14px; height: 14px; border: 1px solid @control;
    background: @surface; }
QCheckBox::indicator { border-radius: 4px; }
QRadioButton::indicator { border-radius: 8px; }
QCheckBox::indicator:hover, QRadioButton::indicator:hover { border-color: @accent; }
QCheckBox::indicator:checked { background: @accent; border-color: @accent; image: url(:/icons/ui-tick-@mode.svg); }
QCheckBox::indicator:indeterminate { background: @accent; border-color: @accent;
    image: url(:/icons/ui-dash-@mode.svg); }
QRadioButton::indicator:checked { background: @accent; border-color: @accent;
    image: url(:/icons/ui-dot-@mode.svg); }
QCheckBox::indicator:disabled, QRadioButton::indicator:disabled { background: @divider; border-color: @border; }

QProgressBar { background: @divider; border: none; border-radius: 4px; min-height: 8px; max-height: 8px;
    color: transparent; }
QProgressBar::chunk { background: @accent; border-radius: 4px; }

QMenuBar { background: @window; color: @text; padding: 2px 4px; }
QMenuBar::item { padding: 4px 10px; border-radius: 6px; background: transparent; }
QMenuBar::item:selected { background: @hover; }
QMenuBar::item:pressed { background: @selection; }
QMenu { background: @raised; color: @text; border: 1px solid @border; padding: 4px; }
QMenu::item { padding: 6px 28px 6px 10px; border-radius: 4px; margin: 0 2px; }
QMenu::item:selected { background: @selection; }
QMenu::item:disabled { color: @faint; }
QMenu::icon { padding-left: 8px; }
QMenu::separator { height: 1px; background: @divider; margin: 4px 8px; }
QMenu::indicator { width: 14px; height: 14px; margin-left: 8px; }
QMenu::indicator:checked { image: url(:/icons/ui-check.svg); }
QMenu::right-arrow { image: url(:/icons/ui-arrow-right.svg); width: 12px; height: 12px; right: 6px; }

QTabWidget::pane { border: none; border-top: 1px solid @divider; background: @window; }
QTabBar { background: @window; }
QTabBar::tab { background: transparent; color: @muted; padding: 7px 16px 6px 16px; border: none;
    border-bottom: 3px solid transparent; }
QTabBar::tab:hover { color: @text; background: @hover; }
QTabBar::tab:selected { color: @text; border-bottom: 3px solid @accent; font-weight: 600; }
QTabBar::tab:focus { border: 2px solid @accent; border-bottom: 3px solid @accent; padding: 5px 14px 6px 14px; }
QTabBar::tab:disabled { color: @faint; }

QDockWidget { color: @text; titlebar-close-icon: none; }
QDockWidget::title { background: @window; border-top: 1px solid @divider; padding: 6px 12px; text-align: left; }
QMainWindow::separator { background: @divider; width: 4px; height: 4px; }
QMainWindow::separator:hover { background: @accent; }
QSplitter::handle { background: @divider; }
QSplitter::handle:horizontal { width: 1px; margin: 0 2px; }
QSplitter::handle:vertical { height: 1px; margin: 2px 0; }
QSplitter::handle:hover { background: @accent; }
QStatusBar { background: @window; border-top: 1px solid @divider; color: @muted; }
QStatusBar::item { border: none; }
QStatusBar QLabel { color: @muted; padding: 0 4px; }

QAbstractItemView { background: @surface; alternate-background-color: @window; color: @text;
    border: 1px solid @border; outline: none; selection-background-color: @selection; selection-color: @text;
    gridline-color: @divider; }
QTableView { padding: 0; }
QListView, QTreeView { padding: 1px; }
QListView::item:disabled { color: @muted; }
QListView::item:selected, QTreeView::item:selected, QTableView::item:selected { background: @selection;
    color: @text; }
QListView:focus, QTreeView:focus { border: 2px solid @accent; padding: 0; }
QTableView#jobsTable { border: 2px solid transparent; }
QTableView#jobsTable:focus { border: 2px solid @accent; }
QHeaderView { background: @window; border: none; }
QHeaderView::section { background: @window; color: @muted; border: none; border-bottom: 1px solid @border;
    border-right: 1px solid @divider; padding: 4px 8px; }
QHeaderView::section:hover { background: @hover; }
QHeaderView::section:vertical { border-bottom: 1px solid @divider; border-right: 1px solid @border;
    padding: 0 8px; }
QTableView#frozenColumns { border: none; border-right: 1px solid @muted; border-radius: 0; }
QTableCornerButton::section { background: @window; border: none; border-bottom: 1px solid @border;
    border-right: 1px solid @border; }

QGraphicsView { border: 2px solid transparent; border-radius: 6px; }
QGraphicsView:focus { border: 2px solid @accent; }
QScrollArea { background: transparent; border: none; }
QScrollArea[class="reading"] { border: 2px solid transparent; border-radius: 6px; }
QScrollArea[class="reading"]:focus { border: 2px solid @accent; }
QScrollBar:vertical { background: transparent; width: 12px; margin: 0; }
QScrollBar:horizontal { background: transparent; height: 12px; margin: 0; }
QScrollBar::handle { background: @border; border-radius: 4px; margin: 2px; }
QScrollBar::handle:vertical { min-height: 32px; }
QScrollBar::handle:horizontal { min-width: 32px; }
QScrollBar::handle:hover { background: @muted; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }

QGroupBox { border: 1px solid @border; border-radius: 6px; margin-top: 10px; padding: 12px 8px 8px 8px; }
QGroupBox::title { subcontrol-origin: margin; left: 10px; padding: 0 4px; color: @muted; }

QFrame[class="banner-error"] { background: @dangertint; border: 1px solid @danger; border-radius: 6px; }
QFrame[class="banner-warning"] { background: @warningtint; border: 1px solid @warning; border-radius: 6px; }
QFrame[class="banner-info"] { background: @selection; border: 1px solid @accent; border-radius: 6px; }
)";

QColor mixed(const QColor &over, const QColor &ground, double share)
{
    const auto part = [share](int a, int b) { return qRound(share * a + (1 - share) * b); };
    return QColor(part(over.red(), ground.red()), part(over.green(), ground.green()), part(over.blue(), ground.blue()));
}

} // namespace

QString styleSheet()
{
    const QColor window = color(Color::Window);
    const QColor ink = color(Color::Text);
    const QColor accent = color(Color::Accent);
    // Longer names first: "@accent" is the start of "@accenthover".
    const std::pair<const char *, QColor> names[] = {
        {"@accenthover", mixed(ink, accent, 0.12)},
        {"@accentpress", mixed(ink, accent, 0.24)},
        {"@dangertint", mixed(color(Color::Danger), color(Color::Surface), 0.10)},
        {"@warningtint", mixed(color(Color::Warning), color(Color::Surface), 0.10)},
        {"@onaccent", color(Color::OnAccent)},
        {"@accent", accent},
        {"@window", window},
        {"@surface", color(Color::Surface)},
        {"@raised", color(Color::Raised)},
        {"@border", color(Color::Border)},
        {"@control", mixed(color(Color::Muted), color(Color::Surface), 0.75)}, // 3:1, where one may type
        {"@divider", color(Color::Divider)},
        {"@text", ink},
        {"@muted", color(Color::Muted)},
        {"@faint", mixed(color(Color::Muted), window, 0.6)},
        {"@selection", color(Color::Selection)},
        {"@hover", mixed(ink, window, 0.07)},
        {"@success", color(Color::Success)},
        {"@warning", color(Color::Warning)},
        {"@danger", color(Color::Danger)},
    };
    QString sheet = QString::fromLatin1(text);
    sheet.replace(QLatin1String("@mode"), isDark() ? QLatin1String("dark") : QLatin1String("light"));
    for (const auto &[name, value] : names)
        sheet.replace(QLatin1String(name), value.name());
    return sheet;
}

} // namespace onsa::ui
