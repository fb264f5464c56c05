// SPDX-License-Identifier: GPL-3.0-or-later
// All rows, only those with problems, or only those with one kind of finding; each chip says how many.
#pragma once

#include <QWidget>

class QComboBox;
class QPushButton;

namespace onsa::ui {

class FilterChips : public QWidget
{
    Q_OBJECT

public:
    explicit FilterChips(QWidget *parent = nullptr);

    void setCounts(int all, int problems); // problems < 0: not known yet
    bool showsProblems() const;
    void chooseAll();
    void setCounting(const QString &tokenizer); // "starter", "o200k_base", "cl100k_base"
    void chooseKind(const QString &name, int rows); // a chip of its own, until another one is chosen

Q_SIGNALS:
    void chosen(bool problems);
    void countingChosen(const QString &tokenizer); // whose tokens are counted

private:
    QPushButton *m_all = nullptr;
    QPushButton *m_problems = nullptr;
    QPushButton *m_kind = nullptr;
    QComboBox *m_counting = nullptr;
};

} // namespace onsa::ui
