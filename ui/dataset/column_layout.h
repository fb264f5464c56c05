// SPDX-License-Identifier: GPL-3.0-or-later
// How the columns of the table stand: their order, widths, which are hidden and how many stay in sight while one
// scrolls to the side. What a person has made of it can be kept and brought back.
#pragma once

#include <QJsonObject>
#include <QObject>
#include <QSet>
#include <QTimer>

namespace onsa::ui {

class DataTable;

class ColumnLayout : public QObject
{
    Q_OBJECT

public:
    explicit ColumnLayout(DataTable &table);

    void share(); // the texts share the room that is left, as the user divided it; wider ones stay as they are
    void fit(int column); // as wide as what can be seen of it, at most most of the table
    void hide(int column); // not the last text
    bool mayHide(int column) const;
    void showAll();
    QList<int> hidden() const;
    void setFrozen(int columns); // from the left, as they stand; 0 = none
    int frozen() const { return m_frozen; }

    QJsonObject state() const;
    void restore(const QJsonObject &state); // an empty one: as at first
    static QString keyOf(int column); // for files

Q_SIGNALS:
    void changed(); // by the user, a moment ago
    void frozenChanged(int columns);

private:
    void resized(int column);
    QList<int> texts() const; // that are not hidden

    DataTable &m_table;
    QSet<int> m_sized; // by the user
    QTimer m_later;
    int m_frozen = 0;
    bool m_laying = false; // the widths change by our own hand
    bool m_wide = false; // the user wants more than fits
};

} // namespace onsa::ui
