// SPDX-License-Identifier: GPL-3.0-or-later
// One answer's text: grows while it streams, can be copied, and corrected in place to become a row of the data set.
#pragma once

#include <QWidget>

class QLabel;
class QPlainTextEdit;
class QPushButton;

namespace onsa::ui {

class AnswerItem : public QWidget
{
    Q_OBJECT

public:
    explicit AnswerItem(const QString &name, QWidget *parent = nullptr); // name: "tuned0", part of object names

    void setText(const QString &text); // appends where it can, so that the view does not jump
    QString text() const;
    void setNote(const QString &note); // "cut off at max tokens"; empty = none
    void setFinished(bool finished); // buttons work on whole answers

Q_SIGNALS:
    void addToDataSet(const QString &text);

protected:
    void keyPressEvent(QKeyEvent *event) override;

private:
    void startCorrecting();
    void endCorrecting();

    QPlainTextEdit *m_edit = nullptr;
    QLabel *m_note = nullptr;
    QPushButton *m_copy = nullptr;
    QPushButton *m_correct = nullptr;
    QPushButton *m_add = nullptr;
    QPushButton *m_cancel = nullptr;
    QString m_original;
};

} // namespace onsa::ui
