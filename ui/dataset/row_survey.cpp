// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dataset/row_survey.h"

#include "dataset/id_set.h"
#include "dataset/near_duplicates.h"
#include "system/background.h"

#include <algorithm>
#include <array>
#include <chrono>

namespace onsa::ui {

using namespace std::chrono_literals;

namespace {

constexpr int automaticRows = 100'000; // beyond, a check is asked for with F7: it takes seconds
constexpr std::size_t similarRows = 20'000; // half a second; beyond, the search is asked for
constexpr std::size_t countedRows = 20'000; // the tokenizer reads some MB a second

// What only a look at all rows can find; the rest the model finds for itself.
bool needsAllRows(const Issue &issue)
{
    constexpr std::array<std::string_view, 18> ids{
        "boilerplate", "near_limit", "short_answer",        "duplicate",      "contradiction",      "too_long",     "leakage",
        "same_normalised",    "near_duplicate", "mixed_width",        "dash_variant", "cut_off",
        "length_bias",        "length_outlier", "soft_contradiction", "one_answer",   "swapped_pair",
        "preference_conflict"};
    return std::find(ids.begin(), ids.end(), issue.id) != ids.end() || issue.fix == Fix::AddLeadingSpace;
}

struct Survey {
    ScanReport report;
    TokenCounter::Totals totals;
    std::vector<ExampleLength> lengths;
    bool counted = false;
    std::size_t kept = 0;
    std::map<std::string, std::size_t> keptKinds;
    std::vector<std::pair<RowId, Issue>> betweenRows;
    std::vector<RowId> problems;
};

void sortOut(Survey &survey, const DatasetSnapshot &rows)
{
    IdSet bad;
    for (const auto &[row, issue] : survey.report.issues) {
        if (needsAllRows(issue))
            survey.betweenRows.emplace_back(row, issue);
        if (issue.severity != Severity::Info)
            bad.insert(row);
    }
    for (std::size_t row = 0; row < rows.rowCount(); ++row)
        if (bad.contains(rows.rowId(row)))
            survey.problems.push_back(rows.rowId(row));
}

void leaveOut(Survey &survey, const DatasetSnapshot &rows, const Dismissals &dismissals, std::stop_token stop)
{
    const auto before = survey.report.counts;
    survey.kept = leaveOutDismissed(survey.report, rows, dismissals, stop);
    for (const auto &[id, count] : before) {
        const auto now = survey.report.counts.find(id);
        const std::size_t left = now == survey.report.counts.end() ? 0 : now->second;
        if (count > left)
            survey.keptKinds[id] = count - left;
    }
}

} // namespace

RowSurvey::RowSurvey(QObject *parent)
    : QObject(parent)
{
    m_pause.setSingleShot(true);
    m_pause.setInterval(400ms);
    connect(&m_pause, &QTimer::timeout, this, &RowSurvey::run);
}

void RowSurvey::setDocument(DatasetDocument *document)
{
    if (m_document)
        m_document->disconnect(this);
    m_stop.request_stop();
    m_document = document;
    dropInPool(std::exchange(m_report, {}));
    m_betweenRows.clear();
    m_problems.clear();
    m_totals = {};
    m_lengths.clear();
    m_counted = false;
    if (!document)
        return;
    connect(document, &DatasetDocument::rowsChanged, this, &RowSurvey::later);
    if (document->rowCount() <= automaticRows)
        run();
}

void RowSurvey::setCounter(std::shared_ptr<const TokenCounter> counter)
{
    m_counter = std::move(counter);
    later();
}

void RowSurvey::later()
{
    if (m_document && m_document->rowCount() <= automaticRows)
        m_pause.start();
}

void RowSurvey::setDismissals(std::shared_ptr<const Dismissals> dismissals)
{
    m_dismissals = std::move(dismissals);
    later();
}

void RowSurvey::run()
{
    start(false);
}

void RowSurvey::runSimilar()
{
    start(true);
}

void RowSurvey::start(bool similar)
{
    m_pause.stop();
    m_stop.request_stop();
    if (!m_document)
        return;
    Q_EMIT started();
    m_stop = runInBackground(
        this,
        [rows = m_document->snapshot(), counter = m_counter, dismissals = m_dismissals, similar](std::stop_token stop) {
            Survey survey;
            survey.report = checkAll(*rows, {}, stop);
            survey.lengths = lengthsOf(*rows, stop);
            if (similar || rows->rowCount() <= similarRows)
                if (auto near = findNearDuplicates(*rows, {}, stop))
                    addFindings(survey.report, std::move(near->issues));
            if (counter && rows->rowCount() <= countedRows) {
                survey.totals = counter->countAll(*rows, stop);
                survey.counted = true;
                addFindings(survey.report, survey.totals.tooLong);
                addFindings(survey.report, survey.totals.nearLimit);
            }
            if (dismissals)
                leaveOut(survey, *rows, *dismissals, stop);
            sortOut(survey, *rows);
            return survey;
        },
        [this](Survey survey) {
            dropInPool(std::exchange(m_report, std::move(survey.report)));
            m_betweenRows = std::move(survey.betweenRows);
            m_problems = std::move(survey.problems);
            m_totals = std::move(survey.totals);
            m_lengths = std::move(survey.lengths);
            m_counted = survey.counted;
            m_kept = survey.kept;
            m_keptKinds = std::move(survey.keptKinds);
            Q_EMIT finished();
        });
}

} // namespace onsa::ui
