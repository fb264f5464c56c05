// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dataset/draft_keeper.h"

#include <QApplication>
#include <QEvent>
#include <QPlainTextEdit>

#include <chrono>

namespace onsa::ui {

using namespace std::chrono_literals;

DraftKeeper::DraftKeeper(QWidget *page, Source source)
    : QObject(page)
    , m_source(std::move(source))
    , m_page(page)
{
    m_rest.setSingleShot(true);
    m_rest.setInterval(1s);
    m_typing.setSingleShot(true);
    m_typing.setInterval(5s);
    connect(&m_rest, &QTimer::timeout, this, &DraftKeeper::keep);
    connect(&m_typing, &QTimer::timeout, this, &DraftKeeper::keep);
    qApp->installEventFilter(this);
}

void DraftKeeper::setDocument(DatasetDocument *document)
{
    m_document = document;
    m_open = false;
    m_kept.clear();
    if (!document)
        return;
    // Whatever became an edit is no draft any more.
    connect(document, &DatasetDocument::rowsChanged, this, [this] {
        if (m_open && !m_source()) {
            m_open = false;
            m_document->dropDraft();
        }
    });
}

bool DraftKeeper::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::KeyPress || event->type() == QEvent::InputMethod) {
        const auto *editor = qobject_cast<QPlainTextEdit *>(watched);
        if (editor && m_page && m_page->isAncestorOf(editor)) {
            m_rest.start();
            if (!m_typing.isActive())
                m_typing.start();
        }
    }
    return QObject::eventFilter(watched, event);
}

void DraftKeeper::keep()
{
    m_rest.stop();
    m_typing.stop();
    if (!m_document)
        return;
    const auto draft = m_source();
    if (!draft) {
        if (std::exchange(m_open, false))
            m_document->dropDraft();
        return;
    }
    if (m_open && draft->text == m_kept)
        return;
    m_kept = draft->text;
    m_open = true;
    m_document->keepDraft(draft->row, draft->field, draft->text);
}

} // namespace onsa::ui
