// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/jobs/check_page.h"

#include "dataset/id_set.h"
#include "dataset/near_duplicates.h"
#include "jobs/example_lengths.h"
#include "system/background.h"
#include "ui/error_text.h"
#include "ui/icons.h"
#include "ui/jobs/fine_tune_wizard.h"
#include "ui/jobs/named.h"
#include "ui/jobs/quiet_scroll.h"
#include "ui/jobs/split_bar.h"
#include "ui/theme.h"

#include <QLabel>
#include <QLocale>
#include <QProgressBar>
#include <QPushButton>
#include <QVBoxLayout>

#include <algorithm>
#include <map>

namespace onsa::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

QString countText(std::size_t count)
{
    return QLocale().toString(qulonglong(count));
}

struct SeverityLook {
    QString icon;
    Color color;
};

SeverityLook lookOf(Severity severity)
{
    switch (severity) {
    case Severity::Error:
        return {u"error"_s, Color::Danger};
    case Severity::Warning:
        return {u"warning"_s, Color::Warning};
    case Severity::Info:
        break;
    }
    return {u"info"_s, Color::Muted};
}

// Rows with personal data or a secret, each once.
std::size_t personalRows(const ScanReport &report)
{
    IdSet seen;
    std::size_t rows = 0;
    for (const char *id : {"personal_data", "secret"}) {
        const auto kind = report.kinds.find(id);
        if (kind == report.kinds.end())
            continue;
        for (const RowId row : kind->second.rows) {
            rows += seen.contains(row) ? 0U : 1U;
            seen.insert(row);
        }
    }
    return rows;
}

} // namespace

CheckPage::CheckPage(TunePlan &plan, const TuneStart &start, QWidget *parent)
    : WizardPage(parent)
    , m_plan(plan)
    , m_rejected(start.rejectedRows)
    , m_state(named(new QLabel, u"checkState"_s))
    , m_progress(named(new QProgressBar, u"checkProgress"_s, tr("Progress of the check")))
    , m_verdict(named(new QLabel, u"checkVerdict"_s))
    , m_advice(named(new QLabel, u"checkAdvice"_s))
    , m_split(named(new SplitBar, u"checkSplit"_s, tr("Rows to train and to test on")))
{
    auto *list = new QWidget;
    m_findings = new QVBoxLayout(list);
    m_findings->setContentsMargins(grid::m, grid::s, grid::m, grid::s);
    m_findings->setSpacing(grid::s);
    auto *scroll = named(readingScroll(list), u"checkFindings"_s, tr("Findings"));
    auto *card = new QFrame;
    setClass(card, "card");
    auto *cardLayout = new QVBoxLayout(card);
    cardLayout->setContentsMargins(1, 1, 1, 1);
    cardLayout->addWidget(scroll);
    for (QLabel *label : {m_state, m_verdict, m_advice}) {
        label->setWordWrap(true);
        label->setTextFormat(Qt::PlainText);
    }
    setClass(m_advice, "muted");
    m_progress->setTextVisible(false);
    m_split->hide();

    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(grid::m);
    layout->addWidget(m_state);
    layout->addWidget(m_progress);
    layout->addWidget(card, 1);
    layout->addWidget(m_verdict);
    layout->addWidget(m_split);
    layout->addWidget(m_advice);
    run(start);
}

CheckPage::~CheckPage()
{
    m_stop.request_stop();
}

QString CheckPage::title() const
{
    return tr("Check the data");
}

bool CheckPage::isReady() const
{
    return m_done && m_plan.usableRows >= std::size_t(minimumExamples);
}

void CheckPage::enter()
{
    if (m_done)
        showVerdict(); // the share may have been changed on a later page
}

void CheckPage::run(const TuneStart &start)
{
    m_plan.rows = start.rows ? start.rows->rowCount() : 0;
    m_plan.ownValidation = start.validationRows != nullptr;
    m_state->setText(tr("Checking %1 rows…").arg(countText(m_plan.rows)));
    m_progress->setRange(0, 1000);
    // The pool reports to the window's thread; only there is it known whether the page still lives.
    const ScanProgress progress = [page = QPointer<CheckPage>(this)](std::size_t done, std::size_t all) {
        runInWindow([page, done, all] {
            if (page && all > 0)
                page->m_progress->setValue(int(1000.0 * double(done) / double(all)));
        });
    };
    m_stop = runInBackground(
        this,
        [rows = start.rows, validation = start.validationRows, progress](std::stop_token stop) {
            Report report;
            if (rows) {
                report.rows = checkAll(*rows, progress, stop);
                report.lengths = lengthsOf(*rows, stop);
            }
            if (validation)
                report.validation = checkAll(*validation, progress, stop);
            if (rows && validation)
                if (auto leaks = findLeakage(*rows, *validation, stop))
                    report.leaks = leaks->size();
            report.personalRows = personalRows(report.rows) + personalRows(report.validation);
            return report;
        },
        [this](const Report &report) { finish(report); });
}

void CheckPage::finish(const Report &report)
{
    m_done = true;
    m_progress->hide();
    const ScanReport &scan = report.rows;
    m_plan.rows = scan.rows;
    m_plan.usableRows = scan.usableRows;
    m_plan.pairRows = scan.pairRows;
    m_plan.chatRows = scan.chatRows;
    m_plan.lengths = report.lengths;
    m_plan.ownValidationRows = report.validation.usableRows;
    m_leftOut = scan.rows - scan.usableRows;
    m_plan.personalRows = report.personalRows;

    // One line per kind of finding, worst first, with its first row to look at.
    struct Kind {
        Issue issue;
        std::size_t count = 0;
        std::optional<RowId> first;
    };
    std::map<std::string, Kind> kinds;
    for (const auto &[row, issue] : scan.issues) {
        Kind &kind = kinds[issue.id];
        if (!kind.first || issue.severity < kind.issue.severity)
            kind.issue = issue;
        if (!kind.first)
            kind.first = row;
        ++kind.count;
    }
    if (report.leaks > 0) {
        const Issue leak{"leakage", Severity::Warning, "prompt", {}};
        kinds[leak.id] = {leak, report.leaks, {}};
    }
    for (const Issue &issue : scan.fileIssues) {
        if (issue.id != "too_few_examples") // the verdict says it with numbers
            kinds[issue.id] = {issue, 0, {}};
    }
    std::vector<std::pair<std::string, Kind>> sorted(kinds.begin(), kinds.end());
    std::stable_sort(sorted.begin(), sorted.end(),
                     [](const auto &a, const auto &b) { return a.second.issue.severity < b.second.issue.severity; });
    for (const auto &[id, kind] : sorted) {
        const auto counted = scan.counts.find(id);
        addFinding(QString::fromStdString(id), kind.issue, counted == scan.counts.end() ? kind.count : counted->second,
                   kind.first);
    }
    m_state->setText(sorted.empty() ? tr("%1 rows checked. Nothing was found.").arg(countText(scan.rows))
                                    : tr("%1 rows checked.").arg(countText(scan.rows)));
    if (sorted.empty()) {
        auto *fine = new QWidget;
        auto *row = new QHBoxLayout(fine);
        row->setContentsMargins(0, 0, 0, 0);
        auto *mark = new QLabel;
        mark->setPixmap(icon(u"success"_s, Color::Success).pixmap(20, 20));
        row->addWidget(mark);
        row->addWidget(new QLabel(scan.rows == 0 ? tr("There are no rows yet.") : tr("Every row can be used.")), 1);
        m_findings->addWidget(fine);
        mark->setVisible(scan.rows > 0);
    }
    m_findings->addStretch();
    showVerdict();
    Q_EMIT readyChanged();
}

void CheckPage::addFinding(const QString &id, const Issue &issue, std::size_t count, std::optional<RowId> first)
{
    const SeverityLook look = lookOf(issue.severity);
    auto *line = new QWidget;
    auto *row = new QHBoxLayout(line);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(grid::s);
    auto *mark = new QLabel;
    mark->setPixmap(icon(look.icon, look.color).pixmap(20, 20));
    row->addWidget(mark, 0, Qt::AlignVCenter);
    auto *words = named(new QLabel(issueText(issue)), u"finding_"_s + id);
    words->setWordWrap(true);
    words->setTextFormat(Qt::PlainText);
    row->addWidget(words, 1);
    if (count > 0) {
        auto *times =
            named(new QLabel(count == 1 ? tr("1 row") : tr("%1 rows").arg(countText(count))), u"findingCount_"_s + id);
        setClass(times, "muted");
        row->addWidget(times);
    }
    if (first) {
        auto *show =
            named(new QPushButton(tr("Show")), u"findingShow_"_s + id, tr("Show the first row: %1").arg(words->text()));
        show->setAutoDefault(false);
        show->setToolTip(tr("Closes this window and goes to the first such row"));
        connect(show, &QPushButton::clicked, this, [this, at = *first] { Q_EMIT showRowRequested(at); });
        row->addWidget(show);
    }
    m_findings->addWidget(line);
}

void CheckPage::showVerdict()
{
    const std::size_t usable = m_plan.usableRows;
    const bool enough = usable >= std::size_t(minimumExamples);
    if (!enough) {
        m_verdict->setText(tr("%1 of %2 rows can be used. At least %3 are needed: %4 more, please.")
                               .arg(countText(usable), countText(m_plan.rows))
                               .arg(minimumExamples)
                               .arg(countText(std::size_t(minimumExamples) - usable)));
        setClass(m_verdict, "danger");
        m_advice->setText(tr("Add rows or correct the ones that are marked, then come back. 10 rows let you try; 50 to "
                             "100 give a noticeable result."));
        m_split->hide();
        return;
    }
    setClass(m_verdict, "");
    m_verdict->setText(m_leftOut > 0 ? tr("%1 rows can be used. %2 with errors are left out of training; your file "
                                          "stays as it is.")
                                           .arg(countText(usable), countText(m_leftOut))
                                     : tr("%1 rows can be used.").arg(countText(usable)));
    if (m_rejected > 0)
        m_verdict->setText(m_verdict->text() + QLatin1Char(' ')
                           + tr("Rows that you rejected are left out: %1.").arg(countText(m_rejected)));
    m_split->setRows(trainingRows(m_plan), validationRows(m_plan), m_plan.ownValidation);
    m_split->show();
    if (usable < 50)
        m_advice->setText(tr("Enough to try. From 50 rows on the answers get noticeably better, from 100 on steadier. "
                             "Several wordings of the same question help most."));
    else if (usable < 100)
        m_advice->setText(tr("A good start. From 100 rows on the answers get steadier."));
    else
        m_advice->setText(tr("A good amount. Variety now helps more than number."));
}

} // namespace onsa::ui
