// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dataset/statistics_dialog.h"

#include "ui/dataset/histogram_view.h"
#include "ui/dataset/pool_task.h"
#include "ui/jobs/quiet_scroll.h"
#include "ui/theme.h"

#include <QDialogButtonBox>
#include <QLabel>
#include <QLocale>
#include <QPushButton>
#include <QScrollArea>
#include <QVBoxLayout>

namespace onsa::ui {

StatisticsDialog::StatisticsDialog(std::shared_ptr<const DatasetSnapshot> rows,
                                   std::shared_ptr<const TokenCounter> counter, std::function<QString(qint64)> cost,
                                   QWidget *parent)
    : QDialog(parent)
    , m_counter(std::move(counter))
    , m_cost(std::move(cost))
    , m_summary(new QLabel(tr("Counting…")))
    , m_progress(new QProgressBar)
{
    setObjectName(QStringLiteral("statisticsDialog"));
    setWindowTitle(tr("Statistics"));
    m_summary->setObjectName(QStringLiteral("statisticsSummary"));
    m_summary->setWordWrap(true);
    m_summary->setTextInteractionFlags(Qt::TextSelectableByKeyboard | Qt::TextSelectableByMouse);
    m_progress->setObjectName(QStringLiteral("statisticsProgress"));
    m_progress->setAccessibleName(tr("Progress of the counting"));
    auto *inside = new QWidget;
    m_spreads = new QVBoxLayout(inside);
    m_spreads->setContentsMargins(grid::s, grid::s, grid::s, grid::s); // clear of the ring of focus
    m_spreads->setSpacing(grid::l);
    m_spreads->addStretch();
    QScrollArea *scroll = readingScroll(inside);
    scroll->setObjectName(QStringLiteral("statisticsSpreads"));
    scroll->setAccessibleName(tr("How long the rows are"));
    auto *buttons = new QDialogButtonBox;
    QPushButton *close = buttons->addButton(tr("Close"), QDialogButtonBox::RejectRole);
    close->setObjectName(QStringLiteral("statisticsClose"));
    close->setDefault(true);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(grid::l, grid::l, grid::l, grid::l);
    layout->setSpacing(grid::m);
    layout->addWidget(m_summary);
    layout->addWidget(m_progress);
    layout->addWidget(scroll, 1);
    layout->addWidget(buttons);
    resize(640, 720);
    m_task = std::make_unique<PoolTask>(this, m_progress);
    m_task->start(
        [rows = std::move(rows), counted = m_counter](const ScanProgress &progress, std::stop_token stop) {
            return statisticsOf(*rows, counted.get(), progress, stop);
        },
        [this](const RowStatistics &statistics) { show(statistics); });
}

StatisticsDialog::~StatisticsDialog() = default;

void StatisticsDialog::show(const RowStatistics &statistics)
{
    m_statistics = statistics;
    m_summary->setText(closingWords());
    addSpread("spreadTokens", tr("Tokens of a row"), statistics.tokens);
    addSpread("spreadAnswers", tr("Tokens of the answers of a row"), statistics.answerTokens);
    addSpread("spreadPrompts", tr("Characters of a prompt"), statistics.promptCharacters);
    addSpread("spreadMessages", tr("Messages of a conversation"), statistics.messages);
}

void StatisticsDialog::addSpread(const char *name, const QString &title, const Spread &spread)
{
    if (spread.count == 0)
        return;
    const QLocale locale;
    auto *heading = new QLabel(title);
    heading->setFont(sectionFont());
    auto *bars = new HistogramView;
    bars->setObjectName(QLatin1String(name));
    bars->setAccessibleName(title);
    bars->setSpread(spread);
    QString words = tr("Least %1 · half have up to %2 · 95 % have up to %3 · most %4 · on average %5")
                        .arg(locale.toString(spread.least), locale.toString(spread.median), locale.toString(spread.p95),
                             locale.toString(spread.most), locale.toString(spread.mean, 'f', 1));
    if (spread.limit > 0)
        words += QLatin1Char('\n')
            + (spread.over > 0
                   ? tr("%1 rows are longer than the %2 tokens that the model reads, and will be cut.")
                         .arg(locale.toString(qulonglong(spread.over)), locale.toString(spread.limit))
                   : tr("None is longer than the %1 tokens that the model reads.").arg(locale.toString(spread.limit)));
    auto *line = new QLabel(words);
    line->setObjectName(QLatin1String(name) + QStringLiteral("Words"));
    line->setWordWrap(true);
    setClass(line, spread.over > 0 ? "danger" : "muted");
    auto *part = new QVBoxLayout;
    part->setSpacing(grid::xs);
    part->addWidget(heading);
    part->addWidget(bars);
    part->addWidget(line);
    m_spreads->insertLayout(m_spreads->count() - 1, part); // before the stretch
}

QString StatisticsDialog::closingWords() const
{
    const QLocale locale;
    const RowStatistics &all = m_statistics;
    if (all.rows == 0)
        return tr("There is no row that can be read yet.");
    QStringList lines{tr("%1 rows can be read.").arg(locale.toString(qulonglong(all.rows)))};
    if (all.withoutSystem > 0)
        lines << tr("%1 conversations have no instruction (system message).")
                     .arg(locale.toString(qulonglong(all.withoutSystem)));
    if (all.withoutUser > 0)
        lines << tr("%1 conversations have no message of the user.").arg(locale.toString(qulonglong(all.withoutUser)));
    if (m_counter && m_counter->isHosted()) {
        const qint64 billed = all.billed * all.rounds;
        lines << tr("A service goes through the rows %1 times when nothing is set, and bills about %2 tokens.")
                     .arg(locale.toString(all.rounds), locale.toString(billed));
        const QString cost = m_cost ? m_cost(billed) : QString();
        lines << (cost.isEmpty() ? tr("Enter the price of your service in the settings to see about what that costs.")
                                 : tr("That is %1, by the price in the settings.").arg(cost));
    } else if (m_counter) {
        lines << tr("%1 tokens in one round.").arg(locale.toString(all.billed));
    }
    return lines.join(QLatin1Char('\n'));
}

} // namespace onsa::ui
