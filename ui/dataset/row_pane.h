// SPDX-License-Identifier: GPL-3.0-or-later
// The chosen row with room to write: prompt and completion, or the turns of a conversation, or the bytes of a line that
// cannot be read; below it what is wrong with it and the fixes.
#pragma once

#include "core/result.h"
#include "dataset/dataset_model.h"
#include "ui/dataset/token_counter.h"

#include <QPointer>
#include <QTimer>
#include <QWidget>

#include <memory>
#include <optional>

class QLabel;
class QPushButton;
class QSplitter;
class QStackedWidget;
class QToolButton;
class QVBoxLayout;

namespace onsa::ui {

class ChatEditor;
class DiffView;
class PreferenceEditor;
class RowText;
class TokenLabel;

class RowPane : public QWidget
{
    Q_OBJECT

public:
    explicit RowPane(QWidget *parent = nullptr);

    void setModel(DatasetModel *model);
    void showRow(int documentRow); // -1 = none
    void refresh(); // the text or the findings may have changed
    bool isChanged() const; // something typed is not in the document yet
    std::optional<DatasetDocument::Draft> typedText() const; // that is not in the document yet
    void flush(); // what is being typed goes into the document
    void focusText(int column = DatasetModel::PromptColumn); // whatever the row is; the text of that column
    void focusPrompt();
    void focusCompletion();
    void setCounter(std::shared_ptr<const TokenCounter> counter); // for the counts beside the texts
    void setInvisibles(bool shown);
    QByteArray dividers() const; // how the heights are divided; for the settings
    void setDividers(const QByteArray &state);

Q_SIGNALS:
    void typed();
    void stepRequested(int rows); // -1, +1
    void deleteRequested();
    void refused(const onsa::Error &error);

private:
    QWidget *makeHead();
    QWidget *makePair();
    QWidget *makeRaw();
    int row() const; // of the document; -1 when it is gone
    void connectChat();
    bool write(const TextField &field, const QString &text); // false: refused, and told
    bool writeLine(const std::string &line, const QString &label);
    void leave(); // the row goes: nothing that was typed is lost, nothing of it stays
    void showChanges();
    void showIssues(const std::vector<Issue> &issues);
    void addFix(QLayout *layout, const Issue &issue);
    void trimField(const Issue &issue);

    QPointer<DatasetModel> m_model;
    std::optional<RowId> m_row;
    QLabel *m_title = nullptr;
    QToolButton *m_changes = nullptr;
    QSplitter *m_down = nullptr; // row above, what changed in it below
    DiffView *m_diff = nullptr;
    QTimer m_diffPause;
    QToolButton *m_previous = nullptr;
    QToolButton *m_next = nullptr;
    QStackedWidget *m_pages = nullptr;
    QLabel *m_none = nullptr;
    QSplitter *m_pair = nullptr;
    std::vector<TokenLabel *> m_tokens;
    RowText *m_prompt = nullptr;
    RowText *m_completion = nullptr;
    ChatEditor *m_chat = nullptr;
    PreferenceEditor *m_preference = nullptr;
    QWidget *m_raw = nullptr;
    RowText *m_rawText = nullptr;
    QPushButton *m_repair = nullptr;
    QWidget *m_issues = nullptr;
    QVBoxLayout *m_issuesLayout = nullptr;
};

} // namespace onsa::ui
