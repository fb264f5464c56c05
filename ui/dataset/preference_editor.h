// SPDX-License-Identifier: GPL-3.0-or-later
// Two answers to one input, side by side: the preferred one and the other, with what differs between them marked.
#pragma once

#include "core/example.h"
#include "core/text_diff.h"
#include "ui/dataset/token_counter.h"

#include <QTimer>
#include <QWidget>

#include <memory>
#include <stop_token>
#include <vector>

class QCheckBox;
class QLabel;
class QPushButton;
class QVBoxLayout;

namespace onsa::ui {

class RowText;
class TokenLabel;

class PreferenceEditor : public QWidget
{
    Q_OBJECT

public:
    explicit PreferenceEditor(QWidget *parent = nullptr);

    void load(const Example &example); // of kind Preference; what is being typed stays
    void setReadOnly(bool readOnly);
    void setCounter(std::shared_ptr<const TokenCounter> counter);
    void setInvisibles(bool shown);
    bool isChanged() const;
    void flush();
    void keepText(const TextField &field);
    QString leftText() const; // after a flush: what could not go into the row
    void forget(); // another row comes
    void focusPreferred();

Q_SIGNALS:
    void typed();
    void textEdited(const onsa::TextField &field, const QString &text);
    void swapRequested();
    void compared(); // the marks are up to date

private:
    struct Input {
        QLabel *role;
        RowText *text;
    };
    Input makeInput(int index);
    QWidget *makeAnswer(const QString &title, const QString &name, TextField::Kind kind, RowText *&text);
    std::vector<RowText *> texts() const;
    void fill(RowText *editor, const std::string &text);
    void compare();
    void mark(const std::vector<DiffPart> &parts);

    QVBoxLayout *m_inputLayout = nullptr;
    std::vector<Input> m_inputs;
    RowText *m_preferred = nullptr;
    RowText *m_other = nullptr;
    QPushButton *m_swap = nullptr;
    QCheckBox *m_marks = nullptr;
    std::vector<TokenLabel *> m_tokens;
    QTimer m_pause;
    std::stop_source m_stop;
    bool m_readOnly = false;
    bool m_invisibles = false;
};

} // namespace onsa::ui
