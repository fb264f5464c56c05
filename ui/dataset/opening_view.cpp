// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dataset/opening_view.h"

#include "dataset/dataset_model.h"
#include "ui/dataset/column_layout.h"
#include "ui/dataset/data_table.h"
#include "ui/theme.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLocale>
#include <QProgressBar>
#include <QScrollBar>
#include <QSplitter>

#include <algorithm>
#include <utility>

namespace onsa::ui {

OpeningView::OpeningView(QWidget *parent)
    : QWidget(parent)
    , m_words(new QLabel)
    , m_progress(new QProgressBar)
    , m_line(new QWidget)
    , m_table(new DataTable)
{
    setObjectName(QStringLiteral("openingView"));
    m_words->setObjectName(QStringLiteral("openingText"));
    setClass(m_words, "muted");
    m_progress->setObjectName(QStringLiteral("openingProgress"));
    m_progress->setAccessibleName(tr("How much of the file is known"));
    m_progress->setTextVisible(false);
    m_progress->setRange(0, 1000);
    m_table->setObjectName(QStringLiteral("openingTable"));
    m_table->setAccessibleName(tr("First rows of the file that is being opened"));
    m_table->installEventFilter(this);
    m_table->viewport()->installEventFilter(this);

    auto *line = new QHBoxLayout(m_line);
    line->setContentsMargins(grid::m, 0, grid::m, 0);
    line->setSpacing(grid::m);
    line->addWidget(m_words);
    line->addWidget(m_progress, 1);
    auto *side = new QWidget;
    auto *column = new QVBoxLayout(side);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_line);
    column->addWidget(m_table, 1);
    m_across = new QSplitter(Qt::Horizontal);
    m_across->addWidget(side);
    m_across->addWidget(new QWidget); // where the row's texts will be
    m_across->setChildrenCollapsible(false);
    auto *whole = new QHBoxLayout(this);
    whole->setContentsMargins(0, 0, 0, 0);
    whole->addWidget(m_across);
}

OpeningView::~OpeningView()
{
    end();
}

void OpeningView::setRoom(const QByteArray &splitter, int above)
{
    m_across->restoreState(splitter);
    m_across->handle(1)->setEnabled(false);
    m_line->setFixedHeight(std::max(above, m_words->sizeHint().height()));
}

void OpeningView::begin(const QString &name)
{
    end();
    m_name = name;
    m_progress->setValue(0);
    showWords();
}

void OpeningView::show(std::unique_ptr<DatasetDocument> preview)
{
    m_preview = std::move(preview);
    m_model = std::make_unique<DatasetModel>(*m_preview);
    m_table->setModel(m_model.get());
    m_table->layOut()->share();
    m_table->goTo(0, DatasetModel::PromptColumn);
    connect(m_preview.get(), &DatasetDocument::rowsChanged, this, &OpeningView::grown);
    connect(m_preview.get(), &DatasetDocument::changeProgress, m_progress, &QProgressBar::setValue);
    grown();
}

void OpeningView::end()
{
    QItemSelectionModel *selection = m_table->selectionModel();
    m_table->setModel(nullptr);
    delete selection;
    m_model.reset();
    m_preview.reset();
    m_order = {};
    m_orderWords.clear();
    m_toEnd = m_refused = false;
}

void OpeningView::grown()
{
    if (m_toEnd)
        m_table->goTo(m_model->rowCount() - 1);
    showWords();
    Q_EMIT counted(m_preview->rowCount());
}

void OpeningView::showWords()
{
    QString words = tr("Opening %1…").arg(m_name);
    m_progress->setVisible(m_preview != nullptr);
    m_table->setVisible(m_preview != nullptr);
    if (m_preview)
        words += QLatin1Char(' ') + tr("%1 rows so far.").arg(QLocale().toString(m_preview->rowCount()));
    if (!m_orderWords.isEmpty())
        words += QLatin1Char(' ') + tr("When all rows are here: %1.").arg(m_orderWords);
    else if (m_toEnd)
        words += QLatin1Char(' ') + tr("The last row is shown when all are counted.");
    else if (m_refused)
        words += QLatin1Char(' ') + tr("Rows can be changed when all of them are here.");
    m_words->setText(words);
}

void OpeningView::keepOrder(const QString &words, std::function<void()> order)
{
    m_orderWords = words;
    m_order = std::move(order);
    showWords();
}

std::function<void()> OpeningView::takeOrder()
{
    return std::exchange(m_order, {});
}

void OpeningView::refuse()
{
    m_refused = true;
    showWords();
}

std::optional<OpeningView::Place> OpeningView::place() const
{
    if (!m_preview || !m_table->currentIndex().isValid())
        return std::nullopt;
    return Place{m_table->currentIndex().row(), m_table->currentIndex().column(), m_table->verticalScrollBar()->value(),
                 m_toEnd};
}

bool OpeningView::eventFilter(QObject *watched, QEvent *event)
{
    if (m_preview && event->type() == QEvent::KeyPress && watched == m_table) {
        const auto &key = *static_cast<QKeyEvent *>(event);
        if (key.key() == Qt::Key_End && key.modifiers() == Qt::ControlModifier) {
            m_toEnd = true;
            m_table->goTo(m_model->rowCount() - 1);
            showWords();
            return true;
        }
        const bool types = !key.text().isEmpty() && key.text().front().isPrint()
            && !(key.modifiers() & (Qt::ControlModifier | Qt::AltModifier));
        if (types || key.key() == Qt::Key_F2 || key.key() == Qt::Key_Return || key.key() == Qt::Key_Delete)
            refuse();
    }
    // Who moves on does not wait for the end.
    const bool moves = event->type() == QEvent::KeyPress || event->type() == QEvent::MouseButtonPress
        || event->type() == QEvent::Wheel;
    if (moves && std::exchange(m_toEnd, false))
        showWords();
    if (event->type() == QEvent::MouseButtonDblClick && m_preview)
        refuse();
    return QWidget::eventFilter(watched, event);
}

} // namespace onsa::ui
