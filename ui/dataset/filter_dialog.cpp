// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dataset/filter_dialog.h"

#include "dataset/dataset_model.h"
#include "ui/dataset/view_words.h"
#include "ui/error_text.h"
#include "ui/jobs/named.h"
#include "ui/theme.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QPushButton>
#include <QSpinBox>
#include <QStackedWidget>

namespace onsa::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int mostCharacters = 100'000'000;

bool asksForText(ConditionKind kind)
{
    return kind == ConditionKind::Contains || kind == ConditionKind::Matches;
}

bool isOfOneText(ConditionKind kind)
{
    return asksForText(kind) || kind == ConditionKind::Empty || kind == ConditionKind::Length;
}

} // namespace

FilterDialog::FilterDialog(const RowCondition &start, const QList<Finding> &findings, QWidget *parent)
    : QDialog(parent)
    , m_kind(named(new QComboBox, u"filterKind"_s, tr("Condition")))
    , m_where(named(new QComboBox, u"filterWhere"_s, tr("Text")))
    , m_finding(named(new QComboBox, u"filterFinding"_s, tr("Finding")))
    , m_state(named(new QComboBox, u"filterState"_s, tr("State")))
    , m_values(new QStackedWidget)
    , m_text(named(new QLineEdit, u"filterText"_s, tr("What it contains")))
    , m_from(named(new QSpinBox, u"filterFrom"_s, tr("From")))
    , m_to(named(new QSpinBox, u"filterTo"_s, tr("To")))
    , m_except(named(new QCheckBox(tr("Show the other rows instead")), u"filterExcept"_s))
    , m_note(named(new QLabel, u"filterNote"_s))
    , m_valueName(new QLabel)
{
    setObjectName(u"filterDialog"_s);
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Show only some rows"));
    for (const ConditionKind kind :
         {ConditionKind::Contains, ConditionKind::Matches, ConditionKind::Empty, ConditionKind::Length,
          ConditionKind::Tokens, ConditionKind::Finding, ConditionKind::Changed, ConditionKind::Review})
        m_kind->addItem(conditionKindWords(kind), int(kind));
    for (const ShownText where : {ShownText::Any, ShownText::Prompt, ShownText::Completion})
        m_where->addItem(shownTextWord(where), int(where));
    for (const Finding &finding : findings)
        m_finding->addItem(tr("%1 (%2)").arg(finding.words, QLocale().toString(finding.rows)), finding.id);
    for (const ReviewState state :
         {ReviewState::Draft, ReviewState::Reviewed, ReviewState::Approved, ReviewState::Rejected})
        m_state->addItem(DatasetModel::reviewWord(state), int(state));
    for (QSpinBox *number : {m_from, m_to}) {
        number->setRange(number == m_to ? -1 : 0, mostCharacters);
        number->setGroupSeparatorShown(true);
    }
    m_to->setSpecialValueText(tr("no limit"));
    m_note->setWordWrap(true);
    setClass(m_note, "muted");

    auto *range = new QWidget;
    auto *rangeLayout = new QHBoxLayout(range);
    rangeLayout->setContentsMargins(0, 0, 0, 0);
    rangeLayout->setSpacing(grid::s);
    rangeLayout->addWidget(m_from, 1);
    rangeLayout->addWidget(new QLabel(tr("to")));
    rangeLayout->addWidget(m_to, 1);
    for (QWidget *page : std::initializer_list<QWidget *>{m_text, range, m_finding, m_state, new QWidget})
        m_values->addWidget(page);
    m_values->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);

    auto *form = new QFormLayout;
    form->setSpacing(grid::s);
    form->addRow(tr("Te&xt"), m_where);
    form->addRow(tr("&Condition"), m_kind);
    form->addRow(m_valueName, m_values);
    auto *buttons = new QDialogButtonBox;
    named(buttons->addButton(tr("Cancel"), QDialogButtonBox::RejectRole), u"filterCancel"_s);
    m_accept = named(buttons->addButton(tr("Show"), QDialogButtonBox::AcceptRole), u"filterAccept"_s);
    m_accept->setDefault(true);
    setClass(m_accept, "primary");
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(grid::l, grid::l, grid::l, grid::l);
    layout->setSpacing(grid::s);
    layout->addLayout(form);
    layout->addWidget(m_except);
    layout->addWidget(m_note);
    layout->addSpacing(grid::s);
    layout->addStretch();
    layout->addWidget(buttons);
    setMinimumWidth(460);

    m_kind->setCurrentIndex(qMax(0, m_kind->findData(int(start.kind))));
    m_where->setCurrentIndex(m_where->findData(int(start.where)));
    m_finding->setCurrentIndex(qMax(0, m_finding->findData(QString::fromStdString(start.text))));
    if (start.kind == ConditionKind::Review)
        m_state->setCurrentIndex(qMax(0, m_state->findData(start.from)));
    if (asksForText(start.kind))
        m_text->setText(QString::fromStdString(start.text));
    m_from->setValue(start.from);
    m_to->setValue(start.to.value_or(-1));
    m_except->setChecked(start.except);
    connect(m_kind, &QComboBox::currentIndexChanged, this, &FilterDialog::showKind);
    connect(m_text, &QLineEdit::textChanged, this, &FilterDialog::check);
    connect(m_from, &QSpinBox::valueChanged, this, &FilterDialog::check);
    connect(m_to, &QSpinBox::valueChanged, this, &FilterDialog::check);
    showKind();
}

void FilterDialog::showKind()
{
    const auto kind = ConditionKind(m_kind->currentData().toInt());
    const bool number = kind == ConditionKind::Length || kind == ConditionKind::Tokens;
    const bool finding = kind == ConditionKind::Finding;
    const bool state = kind == ConditionKind::Review;
    m_values->setCurrentIndex(asksForText(kind) ? 0 : number ? 1 : finding ? 2 : state ? 3 : 4);
    m_valueName->setText(asksForText(kind)                   ? tr("&Words")
                             : kind == ConditionKind::Length ? tr("C&haracters")
                             : number                        ? tr("T&okens")
                             : finding                       ? tr("F&inding")
                             : state                         ? tr("&State")
                                                             : QString());
    m_valueName->setBuddy(asksForText(kind) ? static_cast<QWidget *>(m_text)
                              : number      ? static_cast<QWidget *>(m_from)
                              : state       ? m_state
                                            : m_finding);
    m_text->setAccessibleName(kind == ConditionKind::Matches ? tr("Pattern") : tr("What it contains"));
    m_where->setEnabled(isOfOneText(kind));
    (asksForText(kind) ? static_cast<QWidget *>(m_text)
         : number      ? static_cast<QWidget *>(m_from)
         : finding     ? static_cast<QWidget *>(m_finding)
         : state       ? m_state
                       : m_kind)
        ->setFocus();
    m_text->selectAll();
    check();
}

void FilterDialog::check()
{
    const RowCondition made = condition();
    QString note;
    bool complete = true;
    if (asksForText(made.kind)) {
        complete = !made.text.empty();
        if (made.kind == ConditionKind::Contains)
            note = tr("Capitals, full width and half width, hiragana and katakana count as the same.");
        else if (const auto valid = checkPattern({made.text, false, true}); !valid && complete) {
            note = errorText(valid.error()).sentence;
            complete = false;
        }
    } else if (made.kind == ConditionKind::Finding && m_finding->count() == 0) {
        note = tr("No check has found anything yet. Data → Check (F7) looks at all rows.");
        complete = false;
    } else if (made.to && *made.to < made.from) {
        note = tr("The second number is smaller than the first.");
        complete = false;
    }
    m_note->setText(note);
    m_accept->setEnabled(complete);
}

RowCondition FilterDialog::condition() const
{
    RowCondition made;
    made.kind = ConditionKind(m_kind->currentData().toInt());
    if (isOfOneText(made.kind))
        made.where = ShownText(m_where->currentData().toInt());
    if (asksForText(made.kind))
        made.text = m_text->text().toStdString();
    if (made.kind == ConditionKind::Finding)
        made.text = m_finding->currentData().toString().toStdString();
    if (made.kind == ConditionKind::Length || made.kind == ConditionKind::Tokens) {
        made.from = m_from->value();
        if (m_to->value() >= 0)
            made.to = m_to->value();
    }
    if (made.kind == ConditionKind::Review)
        made.from = m_state->currentData().toInt();
    made.except = m_except->isChecked();
    return made;
}

} // namespace onsa::ui
