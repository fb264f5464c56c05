// SPDX-License-Identifier: GPL-3.0-or-later
// Which rows an order is for: all, those that the filter shows, the selected ones, the approved ones, or all but the
// rejected ones. With the numbers.
#pragma once

#include <QWidget>

#include <optional>
#include <vector>

class QRadioButton;

namespace onsa::ui {

// Positions in the document, in order.
struct RowChoices {
    std::size_t all = 0;
    std::optional<std::vector<std::size_t>> filtered; // nothing = no filter is set
    std::vector<std::size_t> selected;
    std::optional<std::vector<std::size_t>> approved, notRejected; // nothing = no row has that state
};

class RowChoice : public QWidget
{
    Q_OBJECT

public:
    explicit RowChoice(const RowChoices &choices, QWidget *parent = nullptr);

    std::optional<std::vector<std::size_t>> rows() const; // nothing = all
    std::size_t count() const;

Q_SIGNALS:
    void changed();

private:
    RowChoices m_choices;
    QRadioButton *m_all = nullptr, *m_filtered = nullptr, *m_selected = nullptr, *m_approved = nullptr,
                 *m_notRejected = nullptr;
};

} // namespace onsa::ui
