// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dataset/view_bar.h"

#include "ui/dataset/view_words.h"
#include "ui/flow_layout.h"
#include "ui/icons.h"
#include "ui/jobs/named.h"
#include "ui/tab_order.h"
#include "ui/theme.h"

#include <QApplication>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLocale>
#include <QProgressBar>
#include <QPushButton>
#include <QToolButton>
#include <QVBoxLayout>

#include <chrono>
#include <utility>

namespace onsa::ui {

using namespace std::chrono_literals;
using namespace Qt::Literals::StringLiterals;

namespace {

constexpr qsizetype chipCharacters = 60; // of a condition; the rest is in its tool tip

QPushButton *quiet(const QString &words, const QString &name, const QString &iconName)
{
    auto *button = named(new QPushButton(words), name);
    button->setIcon(icon(iconName));
    setClass(button, "quiet");
    return button;
}

} // namespace

ViewBar::ViewBar(QWidget *parent)
    : QWidget(parent)
    , m_flow(new FlowLayout(grid::s))
    , m_clear(quiet(tr("Clear all"), u"viewClear"_s, u"close"_s))
    , m_refresh(quiet(tr("Apply again"), u"viewRefresh"_s, u"refresh"_s))
    , m_count(named(new QLabel, u"viewCount"_s))
    , m_work(new QWidget)
    , m_progress(named(new QProgressBar, u"viewProgress"_s, tr("Progress of filtering and sorting")))
{
    setObjectName(u"viewBar"_s);
    setAccessibleName(tr("Filter and order of the table"));
    m_clear->setToolTip(tr("All rows in the order of the data set"));
    m_refresh->setToolTip(tr("Rows were edited since. Filter and sort them again (F5)"));
    m_refresh->hide();
    m_flow->setContentsMargins(grid::m, 0, grid::m, grid::s);
    for (QWidget *part : std::initializer_list<QWidget *>{m_clear, m_refresh, m_count})
        m_flow->addWidget(part);

    auto *cancel = named(new QPushButton(tr("Cancel")), u"viewCancel"_s);
    auto *words = new QLabel(tr("Filtering and sorting…"));
    auto *working = new QHBoxLayout(m_work);
    working->setContentsMargins(grid::m, 0, grid::m, grid::s);
    working->setSpacing(grid::m);
    working->addWidget(words);
    working->addWidget(m_progress, 1);
    working->addWidget(cancel);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addLayout(m_flow);
    layout->addWidget(m_work);
    m_work->hide();
    hide();
    m_pause.setSingleShot(true);
    m_pause.setInterval(150ms);
    connect(&m_pause, &QTimer::timeout, this, [this] {
        m_work->show();
        showSelf();
    });
    connect(cancel, &QPushButton::clicked, this, &ViewBar::cancelled);
    connect(m_clear, &QPushButton::clicked, this, &ViewBar::clearWanted);
    connect(m_refresh, &QPushButton::clicked, this, &ViewBar::refreshWanted);
}

void ViewBar::setView(const RowView &view, bool byCode)
{
    const bool hadFocus = isAncestorOf(QApplication::focusWidget());
    for (QWidget *chip : std::exchange(m_chips, {})) {
        chip->hide(); // its button may be what is being clicked
        m_flow->removeWidget(chip);
        chip->deleteLater();
    }
    m_plain = view.isPlain();
    for (int i = 0; i < int(view.conditions.size()); ++i) {
        const RowCondition &condition = view.conditions[std::size_t(i)];
        const bool fixed = condition.kind == ConditionKind::Rows || condition.kind == ConditionKind::Problems
            || condition.kind == ConditionKind::Changed;
        addChip(
            conditionWords(condition),
            condition.kind == ConditionKind::Finding ? u"chipKind"_s : u"filterChip%1"_s.arg(i),
            u"filterRemove%1"_s.arg(i), fixed ? QString() : tr("Change this filter"),
            [this, i, fixed] {
                if (!fixed)
                    Q_EMIT conditionWanted(i);
            },
            [this, i] { Q_EMIT conditionRemoved(i); });
    }
    if (!view.sort.empty()) {
        QStringList keys;
        for (const SortKey &key : view.sort)
            keys << sortKeyWords(key);
        const QString words = tr("Sorted: %1").arg(keys.join(tr(", ")));
        addChip(
            byCode ? tr("%1 (by character code)").arg(words) : words, u"sortChip"_s, u"sortRemove"_s,
            byCode ? tr("With more than %1 rows, texts go by their character codes. Click to reverse the order.")
                         .arg(QLocale().toString(qulonglong(maxDictionaryRows)))
                   : tr("Reverse the order"),
            [this] { Q_EMIT sortReversed(); }, [this] { Q_EMIT sortRemoved(); });
    }
    for (QWidget *part : std::initializer_list<QWidget *>{m_clear, m_refresh, m_count}) { // behind the chips
        m_flow->removeWidget(part);
        m_flow->addWidget(part);
        if (part != m_refresh)
            part->setVisible(!m_plain);
    }
    putInTabOrder(*this);
    showSelf();
    if (hadFocus && !m_chips.isEmpty())
        m_chips.last()->findChild<QPushButton *>()->setFocus();
}

void ViewBar::addChip(const QString &words, const QString &name, const QString &removeName, const QString &tip,
                      std::function<void()> chosen, std::function<void()> removed)
{
    auto *chip = new QFrame;
    setClass(chip, "filterChip");
    QString shown = words.simplified();
    if (shown.size() > chipCharacters)
        shown = shown.left(chipCharacters - 1) + QChar(0x2026);
    auto *label = named(new QPushButton(shown), name, words);
    label->setCheckable(true); // it holds
    label->setChecked(true);
    label->setToolTip(shown == words ? tip : words + u"\n"_s + tip);
    setClass(label, "filterWords");
    auto *remove = named(new QToolButton, removeName, tr("Remove: %1").arg(words));
    remove->setIcon(icon(u"close"_s, Color::Muted));
    remove->setIconSize(QSize(14, 14));
    remove->setToolTip(tr("Remove (Delete)"));
    remove->setFocusPolicy(Qt::StrongFocus);
    auto *layout = new QHBoxLayout(chip);
    layout->setContentsMargins(grid::s, 0, grid::xs, 0);
    layout->setSpacing(0);
    layout->addWidget(label);
    layout->addWidget(remove);
    connect(label, &QPushButton::clicked, this, [label, chosen = std::move(chosen)] {
        label->setChecked(true);
        chosen();
    });
    connect(remove, &QToolButton::clicked, this, removed);
    for (QWidget *part : std::initializer_list<QWidget *>{label, remove})
        part->installEventFilter(this);
    m_flow->addWidget(chip);
    m_chips << chip;
    chip->show();
}

bool ViewBar::eventFilter(QObject *object, QEvent *event)
{
    if (event->type() != QEvent::KeyPress)
        return QWidget::eventFilter(object, event);
    const int key = static_cast<QKeyEvent *>(event)->key();
    if (key != Qt::Key_Delete && key != Qt::Key_Backspace)
        return QWidget::eventFilter(object, event);
    if (auto *remove = object->parent()->findChild<QToolButton *>())
        remove->click();
    return true;
}

void ViewBar::setCounts(int shown, int all)
{
    const QLocale locale;
    m_count->setText(shown == all ? tr("%1 rows").arg(locale.toString(all))
                                  : tr("%1 of %2 rows").arg(locale.toString(shown), locale.toString(all)));
}

void ViewBar::setStale(bool stale)
{
    m_refresh->setVisible(stale && !m_plain);
}

void ViewBar::setBusy(bool busy)
{
    if (busy)
        return m_pause.start();
    m_pause.stop();
    m_work->hide();
    showSelf();
}

void ViewBar::showSelf()
{
    setVisible(!m_plain || m_work->isVisibleTo(this));
}

} // namespace onsa::ui
