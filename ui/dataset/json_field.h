// SPDX-License-Identifier: GPL-3.0-or-later
// A value of a row that is more than a text, such as tool calls: said in words, and written as JSON when unfolded. What
// is not JSON yet is marked, stays, and does not reach the row.
#pragma once

#include <QWidget>

#include <string>

class QLabel;
class QToolButton;

namespace onsa::ui {

class RowText;

class JsonField : public QWidget
{
    Q_OBJECT

public:
    // `name` is the object name of the editor and, with "Fold", of the button that unfolds it.
    JsonField(const QString &title, const QString &name, QWidget *parent = nullptr);

    void load(const std::string &json, const QStringList &words); // empty json: the row has none
    void setReadOnly(bool readOnly);
    void setInvisibles(bool shown);
    bool isChanged() const;
    bool isWrong() const { return m_wrong; } // what is written is not JSON
    void flush();
    void forget(); // what is not JSON goes; another row comes
    QString text() const;

Q_SIGNALS:
    void typed();
    void edited(const std::string &json); // one line; empty = take the member away

private:
    void take(const QString &text);

    QToolButton *m_fold;
    QLabel *m_words;
    RowText *m_text;
    QLabel *m_fault;
    QString m_title;
    bool m_wrong = false;
};

} // namespace onsa::ui
