// SPDX-License-Identifier: GPL-3.0-or-later
// A bar of two parts: how many rows train and how many test, with their numbers in words below.
#pragma once

#include <QWidget>

#include <cstddef>

namespace onsa::ui {

class SplitBar : public QWidget
{
    Q_OBJECT

public:
    explicit SplitBar(QWidget *parent = nullptr);

    void setRows(std::size_t training, std::size_t validation, bool exact);
    QString text() const;
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QString trainingText() const;
    QString validationText() const;

    std::size_t m_training = 0, m_validation = 0;
    bool m_exact = true;
};

} // namespace onsa::ui
