// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dataset/find_bar.h"

#include "dataset/id_set.h"
#include "system/background.h"
#include "ui/dataset/replace_text.h"
#include "ui/error_text.h"
#include "ui/icons.h"
#include "ui/theme.h"

#include <QCheckBox>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QPushButton>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>
#include <chrono>

namespace onsa::ui {

using namespace std::chrono_literals;

FindBar::FindBar(QWidget *parent)
    : QFrame(parent)
    , m_text(new QLineEdit)
    , m_with(new QLineEdit)
    , m_exact(new QCheckBox)
    , m_pattern(new QCheckBox)
    , m_count(new QLabel)
    , m_replaceRow(new QWidget)
{
    setObjectName(QStringLiteral("findBar"));
    setClass(this, "strip");
    m_text->setObjectName(QStringLiteral("findText"));
    m_text->setPlaceholderText(tr("Find in all rows"));
    m_text->setAccessibleName(tr("Find in all rows"));
    m_text->setClearButtonEnabled(true);
    m_with->setObjectName(QStringLiteral("replaceText"));
    m_with->setPlaceholderText(tr("Replace with"));
    m_with->setAccessibleName(tr("Replace with"));
    m_exact->setObjectName(QStringLiteral("findExact"));
    m_exact->setText(tr("Exactly as written"));
    m_exact->setToolTip(tr("Off: upper and lower case, full and half width, hiragana and katakana are the same"));
    m_pattern->setObjectName(QStringLiteral("findPattern"));
    m_pattern->setText(tr("Pattern"));
    m_pattern->setToolTip(tr("The text is a regular expression; $1 in the replacement is its first group"));
    m_count->setObjectName(QStringLiteral("findCount"));
    setClass(m_count, "muted");

    const auto tool = [this](const QString &iconName, const QString &name, const QString &words, auto &&click) {
        auto *button = new QToolButton;
        button->setObjectName(name);
        button->setIcon(icon(iconName));
        button->setToolTip(words);
        button->setAccessibleName(words);
        connect(button, &QToolButton::clicked, this, click);
        return button;
    };
    auto *top = new QHBoxLayout;
    top->setSpacing(grid::s);
    top->addWidget(tool(QStringLiteral("chevron-up"), QStringLiteral("findPrevious"), tr("Previous (Shift+F3)"),
                        [this] { Q_EMIT stepWanted(-1); }));
    top->addWidget(tool(QStringLiteral("chevron-down"), QStringLiteral("findNext"), tr("Next (F3)"),
                        [this] { Q_EMIT stepWanted(1); }));
    top->addWidget(m_count, 1);
    top->addWidget(m_exact);
    top->addWidget(m_pattern);
    top->addWidget(tool(QStringLiteral("close"), QStringLiteral("findClose"), tr("Close (Esc)"), [this] { close(); }));

    auto *one = new QPushButton(tr("Replace"));
    one->setObjectName(QStringLiteral("replaceOne"));
    auto *all = new QPushButton(tr("Replace all"));
    all->setObjectName(QStringLiteral("replaceAll"));
    connect(one, &QPushButton::clicked, this, [this] { Q_EMIT replaceWanted(false); });
    connect(all, &QPushButton::clicked, this, [this] { Q_EMIT replaceWanted(true); });
    auto *bottom = new QHBoxLayout(m_replaceRow);
    bottom->setContentsMargins(0, 0, 0, 0);
    bottom->setSpacing(grid::s);
    bottom->addWidget(one);
    bottom->addWidget(all);
    bottom->addStretch(2);

    auto *layout = new QGridLayout(this); // the two texts stand under each other
    layout->setContentsMargins(grid::m, grid::xs, grid::s, grid::xs);
    layout->setVerticalSpacing(grid::xs);
    layout->setHorizontalSpacing(grid::s);
    layout->addWidget(m_text, 0, 0);
    layout->addLayout(top, 0, 1);
    layout->addWidget(m_with, 1, 0);
    layout->addWidget(m_replaceRow, 1, 1);
    layout->setColumnStretch(0, 2);
    layout->setColumnStretch(1, 3);
    hide();

    m_pause.setSingleShot(true);
    m_pause.setInterval(150ms);
    connect(&m_pause, &QTimer::timeout, this, &FindBar::search);
    const auto changed = [this] {
        m_jump = true;
        m_pause.start();
    };
    connect(m_text, &QLineEdit::textChanged, this, changed);
    connect(m_exact, &QCheckBox::toggled, this, changed);
    connect(m_pattern, &QCheckBox::toggled, this, changed);
    connect(m_text, &QLineEdit::returnPressed, this, [this] { Q_EMIT stepWanted(1); });
}

void FindBar::setDocument(DatasetDocument *document)
{
    m_document = document;
    if (isVisible())
        search();
}

void FindBar::open(bool withReplace)
{
    m_replaceRow->setVisible(withReplace);
    m_with->setVisible(withReplace);
    QFrame::show();
    m_text->setFocus();
    m_text->selectAll();
    search();
}

void FindBar::close()
{
    m_stop.request_stop();
    m_rows.clear();
    hide();
    Q_EMIT found({});
}

FindOptions FindBar::options() const
{
    return {m_text->text().toStdString(), m_exact->isChecked(), m_pattern->isChecked()};
}

void FindBar::search()
{
    m_stop.request_stop();
    m_pause.stop();
    if (!m_document || !isVisible())
        return;
    const FindOptions wanted = options();
    if (wanted.text.empty())
        return show(std::vector<RowId>());
    if (const auto valid = checkPattern(wanted); !valid)
        return show(tl::unexpected(valid.error()));
    m_count->setText(tr("Searching…"));
    const auto shown = m_shown();
    m_someShown = shown != nullptr;
    m_stop = runInBackground(
        this,
        [rows = m_document->snapshot(), wanted, shown](std::stop_token stop) {
            auto found = findRows(*rows, wanted, stop);
            if (found && shown) {
                const IdSet may(*shown);
                std::erase_if(*found, [&may](RowId id) { return !may.contains(id); });
            }
            return found;
        },
        [this](const Result<std::vector<RowId>> &rows) { show(rows); });
}

void FindBar::show(const Result<std::vector<RowId>> &rows)
{
    m_text->setProperty("wrong", !rows);
    setClass(m_text, "");
    m_rows = rows ? *rows : std::vector<RowId>();
    if (!rows)
        m_count->setText(errorText(rows.error()).sentence);
    else if (m_text->text().isEmpty())
        m_count->clear();
    else if (m_rows.empty())
        m_count->setText(m_someShown ? tr("Not found in the rows shown") : tr("Not found"));
    else
        m_count->setText((m_someShown ? tr("Found in the rows shown: %1") : tr("Rows found: %1"))
                             .arg(QLocale().toString(qulonglong(m_rows.size()))));
    Q_EMIT found(m_rows);
    if (m_jump && !m_rows.empty())
        Q_EMIT rowChosen(m_rows.front());
    m_jump = false;
}

void FindBar::step(int direction, int fromRow)
{
    if (!m_document || m_rows.empty())
        return;
    // The rows come in their order; edits since then may have taken some away.
    int best = -1, first = -1, last = -1;
    for (const RowId id : m_rows) {
        const int row = m_document->rowOfId(id);
        if (row < 0)
            continue;
        first = first < 0 ? row : std::min(first, row);
        last = std::max(last, row);
        if (direction > 0 && row > fromRow && (best < 0 || row < best))
            best = row;
        if (direction < 0 && row < fromRow && row > best)
            best = row;
    }
    if (best < 0)
        best = direction > 0 ? first : last; // round the end
    if (best < 0)
        return;
    const auto at = std::find(m_rows.begin(), m_rows.end(), m_document->rowId(best));
    m_count->setText(tr("%1 of %2")
                         .arg(QLocale().toString(qlonglong(at - m_rows.begin() + 1)),
                              QLocale().toString(qulonglong(m_rows.size()))));
    Q_EMIT rowChosen(m_document->rowId(best));
}

void FindBar::replaceAll(const QString &undoLabel)
{
    replaceRows(m_rows, undoLabel);
}

void FindBar::replaceIn(int row, const QString &undoLabel)
{
    if (m_document && row >= 0 && row < m_document->rowCount())
        replaceRows({m_document->rowId(row)}, undoLabel);
}

void FindBar::replaceRows(const std::vector<RowId> &ids, const QString &undoLabel)
{
    if (!m_document || m_text->text().isEmpty())
        return;
    m_stop.request_stop();
    const auto told =
        std::make_shared<std::pair<int, int>>(); // places, texts; written before the change is handed over
    std::vector<int> rows;
    rows.reserve(ids.size());
    for (const RowId id : ids)
        if (const int row = m_document->rowOfId(id); row >= 0)
            rows.push_back(row);
    const std::size_t size = rows.size();
    m_document->change(
        size, undoLabel,
        [rows = std::move(rows), wanted = options(), with = m_with->text(), undoLabel, told](
            const DatasetSnapshot &snapshot, const ScanProgress &progress, std::stop_token stop) -> Result<RowChanges> {
            auto made = findReplacements(snapshot, rows, wanted, with, progress, stop);
            if (!made)
                return tl::unexpected(made.error());
            *told = {made->places, int(made->changes.size())};
            RowChanges changes;
            changes.texts = std::move(made->changes);
            changes.label = undoLabel.arg(QLocale().toString(made->places));
            return changes;
        },
        [self = QPointer<FindBar>(this), told](const Result<> &done) {
            if (!self)
                return;
            if (!done)
                return Q_EMIT self->refused(done.error());
            Q_EMIT self->replaced(told->first, told->second);
            self->search();
        });
}

void FindBar::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape)
        return close();
    QFrame::keyPressEvent(event);
}

} // namespace onsa::ui
