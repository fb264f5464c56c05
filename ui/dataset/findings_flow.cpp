// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dataset/findings_flow.h"

#include "dataset/unmask.h"
#include "system/background.h"
#include "ui/dataset/fix_preview.h"
#include "ui/dataset/keep_dialog.h"
#include "ui/error_text.h"
#include "ui/issue_words.h"

#include <algorithm>

namespace onsa::ui {

FindingsFlow::FindingsFlow(QWidget *page)
    : QObject(page)
    , m_page(page)
    , m_dismissals(std::make_shared<const Dismissals>())
{
}

FindingsFlow::~FindingsFlow()
{
    m_stop.request_stop();
}

void FindingsFlow::setDocument(DatasetDocument *document)
{
    m_stop.request_stop();
    if (m_document)
        m_document->disconnect(this);
    m_document = document;
    m_report = nullptr;
    m_review = {};
    if (document) {
        auto review = loadReview(document->path());
        if (review)
            m_review = std::move(*review);
        else
            Q_EMIT refused(review.error());
        // Saved under another name, the data takes along what is known of it.
        connect(document, &DatasetDocument::pathChanged, this, &FindingsFlow::saveReviewNow);
        document->setLineForm(m_review.lineForm, m_review.lineFormSaved);
        connect(document, &DatasetDocument::lineFormChanged, this, &FindingsFlow::keepLineForm);
    }
    m_dismissals = std::make_shared<const Dismissals>(m_review.dismissals);
}

void FindingsFlow::saveReviewNow()
{
    if (!m_document)
        return;
    if (const auto saved = saveReview(m_document->path(), m_review); !saved)
        Q_EMIT refused(saved.error());
}

void FindingsFlow::fix(const std::string &id, const std::vector<RowId> &rows)
{
    if (!m_document || !m_report || rows.empty())
        return;
    const auto kind = m_report->kinds.find(id);
    if (kind == m_report->kinds.end())
        return;
    m_stop.request_stop();
    m_stop = runInBackground(
        this,
        [snapshot = m_document->snapshot(), id, found = kind->second, rows,
         masks = m_review.masks](std::stop_token stop) { return planFixes(*snapshot, id, found, rows, masks, stop); },
        [this, fix = kind->second.fix](Result<FixPlan> plan) {
            if (!plan)
                Q_EMIT refused(plan.error());
            else
                preview(std::move(*plan), fix);
        });
}

// The file is opened from its first version, and its edits done again: what a save has made of the line ends must be
// known the next time, or it would be undone.
void FindingsFlow::keepLineForm()
{
    m_review.lineForm = m_document->lineForm();
    m_review.lineFormSaved = m_document->isLineFormSaved();
    saveReviewNow();
}

void FindingsFlow::fixFile(Fix fix)
{
    if (!m_document)
        return;
    LineForm form = m_document->lineForm();
    if (fix == Fix::UnifyLineEnds || fix == Fix::KeepLineEnds)
        form.unify = fix == Fix::UnifyLineEnds;
    else
        form.closeLast = fix == Fix::AddFinalNewline;
    m_document->setLineForm(form);
    Q_EMIT lineFormChosen();
}

void FindingsFlow::unmask()
{
    if (!m_document)
        return;
    m_stop.request_stop();
    m_stop = runInBackground(
        this,
        [snapshot = m_document->snapshot(), masks = m_review.masks](std::stop_token stop) {
            return planUnmask(*snapshot, masks, {}, stop);
        },
        [this](Result<FixPlan> plan) {
            if (!plan)
                Q_EMIT refused(plan.error());
            else
                preview(std::move(*plan), Fix::Unmask);
        });
}

void FindingsFlow::keepRows(const std::string &id, const std::vector<RowId> &rows, const std::string &reason)
{
    if (!m_document)
        return;
    Issue issue;
    issue.id = id;
    for (const RowId row : rows)
        if (const int at = m_document->rowOfId(row); at >= 0)
            m_review.dismissals.add(issue, m_document->line(at), DismissScope::Row, reason);
    m_dismissals = std::make_shared<const Dismissals>(m_review.dismissals);
    saveReviewNow();
    Q_EMIT dismissalsChanged();
}

void FindingsFlow::preview(FixPlan plan, Fix fix)
{
    if (!m_document)
        return;
    auto *dialog = new FixPreview(plan, fix, *m_document, m_page);
    connect(dialog, &QDialog::accepted, this, [this, plan = std::move(plan), fix] { apply(plan, fix); });
    dialog->open();
}

void FindingsFlow::apply(const FixPlan &plan, Fix fix)
{
    if (!m_document)
        return;
    std::vector<DatasetDocument::RowChange> changes;
    for (const FixPlan::Change &change : plan.changes) {
        const int row = m_document->rowOfId(change.row);
        // A row that was edited while the preview stood open is not what was shown.
        if (row >= 0 && m_document->line(row) == change.before)
            changes.push_back({row, change.after});
    }
    // The book first: a mask without its value could not be taken back.
    if (fix == Fix::MaskPersonal) {
        m_review.masks = plan.masks;
        if (const auto saved = saveReview(m_document->path(), m_review); !saved)
            return Q_EMIT refused(saved.error());
        Q_EMIT masksChanged();
    }
    if (const auto done = m_document->replaceRows(changes, fixWords(fix)); !done)
        return Q_EMIT refused(done.error());
    Q_EMIT fixed(int(changes.size()));
}

void FindingsFlow::keep(const std::string &id, std::optional<RowId> row)
{
    if (!m_document || !m_report)
        return;
    const auto found = std::find_if(m_report->issues.begin(), m_report->issues.end(), [&](const auto &entry) {
        return entry.second.id == id && (!row || entry.first == *row);
    });
    Issue issue;
    issue.id = id;
    if (found != m_report->issues.end())
        issue = found->second;
    auto *dialog = new KeepDialog(issueText(issue), row.has_value(), m_page);
    connect(dialog, &QDialog::accepted, this, [this, dialog, issue, row] {
        const int at = m_document && row ? m_document->rowOfId(*row) : -1;
        m_review.dismissals.add(issue, at >= 0 ? m_document->line(at) : std::string(),
                                at >= 0 ? dialog->scope() : DismissScope::Kind, dialog->reason().toStdString());
        m_dismissals = std::make_shared<const Dismissals>(m_review.dismissals);
        saveReviewNow();
        Q_EMIT dismissalsChanged();
    });
    dialog->open();
}

void FindingsFlow::restoreAll()
{
    m_review.dismissals = {};
    m_dismissals = std::make_shared<const Dismissals>();
    saveReviewNow();
    Q_EMIT dismissalsChanged();
}

} // namespace onsa::ui
