// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dataset/row_delegate.h"

#include "dataset/dataset_model.h"
#include "ui/dataset/cell_editor.h"
#include "ui/dataset/invisible_marks.h"
#include "ui/dataset/review_flow.h"
#include "ui/dataset/role_words.h"
#include "ui/dataset/text_parts.h"
#include "ui/error_text.h"
#include "ui/icons.h"
#include "ui/theme.h"

#include <QAbstractItemView>
#include <QApplication>
#include <QClipboard>
#include <QGuiApplication>
#include <QHelpEvent>
#include <QKeyEvent>
#include <QPainter>
#include <QToolTip>

#include <utility>

namespace onsa::ui {

namespace {

constexpr int shownCharacters = 400; // more never fits into one line of a cell
constexpr int toolTipCharacters = 1500;

bool isText(int column)
{
    return column == DatasetModel::PromptColumn || column == DatasetModel::CompletionColumn;
}

QIcon severityIcon(int severity)
{
    if (severity == int(Severity::Error))
        return icon(QStringLiteral("error"), Color::Danger);
    if (severity == int(Severity::Warning))
        return icon(QStringLiteral("warning"), Color::Warning);
    if (severity == int(Severity::Info))
        return icon(QStringLiteral("info"), Color::Accent);
    return {};
}

QIcon stateIcon(int state)
{
    constexpr Color colours[] = {Color::Muted, Color::Accent, Color::Success, Color::Danger};
    return state < 0 || state >= int(reviewStates) ? QIcon() : icon(stateIconName(ReviewState(state)), colours[state]);
}

} // namespace

QWidget *RowDelegate::createEditor(QWidget *parent, const QStyleOptionViewItem &, const QModelIndex &index) const
{
    if (!isText(index.column()))
        return nullptr;
    auto *editor = new CellEditor(parent);
    editor->setFont(font(parent->font()));
    if (m_invisibles)
        new InvisibleMarks(editor);
    return editor;
}

void RowDelegate::setEditorData(QWidget *editor, const QModelIndex &index) const
{
    // Qt asks again whenever cells around it change, as when a check ends: what is being typed stays.
    auto *cell = static_cast<CellEditor *>(editor);
    if (!cell->isLoaded() || cell->isCancelled() || (!cell->isChanged() && !cell->isComposing())) {
        const QString text = index.data(Qt::EditRole).toString();
        cell->load(isTooLong(text) ? QString() : text); // it is opened to be replaced, see DataTable::edit
    }
}

void RowDelegate::setModelData(QWidget *editor, QAbstractItemModel *model, const QModelIndex &index) const
{
    const auto *cell = static_cast<CellEditor *>(editor);
    // A refused text goes with its editor: it must be found again.
    if (cell->isChanged() && !model->setData(index, cell->visibleText(), Qt::EditRole))
        QGuiApplication::clipboard()->setText(cell->visibleText());
}

void RowDelegate::updateEditorGeometry(QWidget *editor, const QStyleOptionViewItem &option, const QModelIndex &) const
{
    auto *cell = static_cast<CellEditor *>(editor);
    cell->m_cell = option.rect;
    cell->setGeometry(option.rect);
    cell->grow();
}

void RowDelegate::setLook(int lines, double zoom)
{
    m_lines = lines;
    m_zoom = zoom;
}

QFont RowDelegate::font(const QFont &base) const
{
    QFont scaled = base;
    if (scaled.pointSizeF() > 0)
        scaled.setPointSizeF(scaled.pointSizeF() * m_zoom);
    else
        scaled.setPixelSize(qMax(1, qRound(scaled.pixelSize() * m_zoom)));
    return scaled;
}

QString RowDelegate::shown(QString text) const
{
    text.truncate(shownCharacters * m_lines);
    if (m_invisibles)
        text = withNamedInvisibles(text);
    if (m_lines == 1)
        text.replace(QLatin1Char('\n'), QStringLiteral(" ⏎ "));
    return text;
}

// Part of the text gets a wave. What is about all of it, or about a part that is not shown, is `whole`: a corner, or
// the wave under the word for an empty cell.
RowDelegate::Found RowDelegate::found(const QModelIndex &index, qsizetype shownSize) const
{
    const auto *model = qobject_cast<const DatasetModel *>(index.model());
    Found found;
    if (!model || !isText(index.column()))
        return found;
    const QString text = index.data(Qt::DisplayRole).toString();
    for (const DatasetModel::CellMark &mark : model->cellMarks(index)) {
        if (text.isEmpty())
            found.waves.push_back({0, shownSize, mark.severity});
        else if (mark.first < mark.last && mark.first < text.size())
            found.waves.push_back(
                {shown(text.left(mark.first)).size(), shown(text.left(mark.last)).size(), mark.severity});
        else if (!found.whole || mark.severity < *found.whole)
            found.whole = mark.severity;
    }
    return found;
}

void RowDelegate::initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const
{
    QStyledItemDelegate::initStyleOption(option, index);
    option->state.setFlag(QStyle::State_HasFocus, false); // the ring is drawn below
    option->font = font(option->font);
    option->fontMetrics = QFontMetrics(option->font);
    if (m_found.contains(index.data(DatasetModel::RowIdRole).toUInt()) && isText(index.column())) {
        QColor tint = color(Color::Warning);
        tint.setAlpha(isDark() ? 60 : 40);
        option->backgroundBrush = tint;
    }
    if (index.column() == DatasetModel::FlagColumn || index.column() == DatasetModel::ReviewColumn) {
        option->text.clear();
        option->icon = index.column() == DatasetModel::FlagColumn
            ? severityIcon(index.data(DatasetModel::SeverityRole).toInt())
            : stateIcon(index.data(DatasetModel::ReviewRole).toInt());
        option->features.setFlag(QStyleOptionViewItem::HasDecoration, !option->icon.isNull());
        option->features.setFlag(QStyleOptionViewItem::HasDisplay, false);
        option->decorationSize = QSize(18, 18);
        option->decorationAlignment = Qt::AlignCenter;
        option->decorationPosition = QStyleOptionViewItem::Top;
        return;
    }
    if (index.column() == DatasetModel::TokensColumn) {
        option->displayAlignment = Qt::AlignRight | Qt::AlignVCenter;
        option->palette.setColor(QPalette::Text, color(Color::Muted));
        return;
    }
    option->textElideMode = Qt::ElideRight;
    option->displayAlignment = Qt::AlignLeft | Qt::AlignVCenter;
    if (option->text.isEmpty()) {
        option->text = tr("(empty)");
        option->features.setFlag(QStyleOptionViewItem::HasDisplay, true);
        option->palette.setColor(QPalette::Text, color(Color::Muted));
        return;
    }
    // Not Qt's: it makes line separators of the line ends, and they are counted below.
    option->text = shown(index.data(Qt::DisplayRole).toString());
    if (index.data(DatasetModel::KindRole).toInt() < 0)
        option->palette.setColor(QPalette::Text, color(Color::Danger));
}

void RowDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    QStyleOptionViewItem cell = option;
    initStyleOption(&cell, index);
    // The text is drawn here: a style sheet gives chosen cells another margin than the rest.
    const QString text = std::exchange(cell.text, {});
    const QIcon flag = std::exchange(cell.icon, {}); // and puts a lone icon a little above the middle
    const QWidget *view = option.widget;
    (view ? view->style() : QApplication::style())->drawControl(QStyle::CE_ItemViewItem, &cell, painter, view);
    painter->save();
    painter->setBrush(Qt::NoBrush);
    if (!flag.isNull()) {
        QRect at(QPoint(), cell.decorationSize);
        at.moveCenter(cell.rect.center());
        flag.paint(painter, at);
    }
    if (!text.isEmpty())
        paintText(*painter, cell, text, index);
    if (option.state.testFlag(QStyle::State_HasFocus)) {
        painter->setBrush(Qt::NoBrush);
        painter->setPen(QPen(color(Color::Accent), 2));
        painter->drawRect(option.rect.adjusted(1, 1, -1, -1));
    }
    painter->restore();
}

void RowDelegate::paintText(QPainter &painter, const QStyleOptionViewItem &cell, const QString &text,
                            const QModelIndex &index) const
{
    QRect room = cell.rect.adjusted(grid::s, 0, -grid::s, 0);
    const bool several = m_lines > 1 && isText(index.column());
    if (several)
        room.adjust(0, grid::xs, 0, -grid::xs);
    if (index.column() == DatasetModel::PromptColumn) {
        const QRect firstLine = several ? QRect(room.topLeft(), QSize(room.width(), lineHeight(cell.font))) : room;
        room.setLeft(paintRoles(painter, firstLine, index.data(DatasetModel::RolesRole).toStringList(), cell.font));
    }
    painter.setFont(cell.font);
    painter.setPen(cell.palette.color(QPalette::Text));
    const Found marks = found(index, text.size());
    if (marks.whole)
        drawFoundCorner(painter, cell.rect, *marks.whole);
    if (several || !marks.waves.empty())
        return drawCellText(painter, room, text, cell.font, several ? m_lines : 1, marks.waves);
    painter.drawText(room, int(cell.displayAlignment) | Qt::TextSingleLine,
                     cell.fontMetrics.elidedText(text, cell.textElideMode, room.width()));
}

// Who speaks, turn by turn, as small lettered chips in front of the first question. Returns where the text begins.
int RowDelegate::paintRoles(QPainter &painter, const QRect &room, const QStringList &roles, const QFont &cellFont) const
{
    constexpr int shownRoles = 6; // more would leave no room for the text
    QFont font = cellFont;
    font.setPointSizeF(font.pointSizeF() * 0.78);
    painter.setFont(font);
    const QFontMetrics metrics(font);
    const int height = metrics.height() + 2;
    int x = room.left();
    for (qsizetype i = 0; i < qMin<qsizetype>(roles.size(), shownRoles); ++i) {
        const bool last = i == shownRoles - 1 && roles.size() > shownRoles;
        const QString mark = last ? QStringLiteral("+%1").arg(roles.size() - i) : roleMark(roles[i]);
        const QRect chip(x, room.center().y() - height / 2, qMax(height, metrics.horizontalAdvance(mark) + grid::s),
                         height);
        const bool answers = roles[i] == QLatin1String("assistant") && !last;
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(color(answers ? Color::Accent : Color::Muted));
        painter.setBrush(answers ? QBrush(color(Color::Selection)) : QBrush(Qt::NoBrush));
        painter.drawRoundedRect(QRectF(chip).adjusted(0.5, 0.5, -0.5, -0.5), height / 3.0, height / 3.0);
        painter.drawText(chip, Qt::AlignCenter, mark);
        x = chip.right() + 1 + grid::xs / 2;
    }
    return roles.isEmpty() ? x : x + grid::xs;
}

bool RowDelegate::eventFilter(QObject *object, QEvent *event)
{
    auto *editor = qobject_cast<CellEditor *>(object);
    if (!editor || event->type() != QEvent::KeyPress)
        return QStyledItemDelegate::eventFilter(object, event);
    const auto *key = static_cast<QKeyEvent *>(event);
    // These belong to the input method; one that lets them through must not end the edit by accident.
    if (editor->isComposing())
        return key->key() == Qt::Key_Return || key->key() == Qt::Key_Enter || key->key() == Qt::Key_Tab
            || key->key() == Qt::Key_Backtab || key->key() == Qt::Key_Escape;

    const auto finish = [&](int rows, int columns) {
        Q_EMIT commitData(editor);
        Q_EMIT closeEditor(editor, NoHint);
        Q_EMIT left(rows, columns);
        return true;
    };
    switch (key->key()) {
    case Qt::Key_Return:
    case Qt::Key_Enter:
        if (key->modifiers() == Qt::ControlModifier && m_fillsAll && m_fillsAll()) {
            const QString text = editor->visibleText();
            Q_EMIT closeEditor(editor, RevertModelCache); // its own cell is one of those that are filled
            Q_EMIT fillWanted(text);
            return true;
        }
        if (key->modifiers() & (Qt::AltModifier | Qt::ControlModifier)) {
            editor->insertPlainText(QStringLiteral("\n"));
            return true;
        }
        return finish(key->modifiers() & Qt::ShiftModifier ? -1 : 1, 0);
    case Qt::Key_Tab:
        return finish(0, 1);
    case Qt::Key_Backtab:
        return finish(0, -1);
    default:
        return QStyledItemDelegate::eventFilter(object, event); // Esc, loss of focus
    }
}

bool RowDelegate::helpEvent(QHelpEvent *event, QAbstractItemView *view, const QStyleOptionViewItem &option,
                            const QModelIndex &index)
{
    const auto *model = qobject_cast<const DatasetModel *>(index.model());
    if (!model || event->type() != QEvent::ToolTip)
        return QStyledItemDelegate::helpEvent(event, view, option, index);
    QString text;
    if (index.column() == DatasetModel::FlagColumn) {
        QStringList lines;
        for (const Issue &issue : model->issues(index.row()))
            lines << issueText(issue);
        text = lines.join(QLatin1Char('\n'));
    } else if (index.column() == DatasetModel::ReviewColumn) {
        text = index.data(Qt::ToolTipRole).toString();
    } else if (isText(index.column())) {
        QStringList speakers;
        for (const QString &role : index.data(DatasetModel::RolesRole).toStringList())
            speakers << roleWord(role);
        if (!speakers.isEmpty() && index.column() == DatasetModel::PromptColumn)
            text = speakers.join(QStringLiteral(" → ")) + QStringLiteral("\n\n");
        text += index.data(DatasetModel::FullTextRole).toString().left(toolTipCharacters);
    }
    if (text.isEmpty()) {
        QToolTip::hideText();
        return true;
    }
    QToolTip::showText(event->globalPos(),
                       QStringLiteral("<p style='white-space:pre-wrap'>%1</p>").arg(text.toHtmlEscaped()), view);
    return true;
}

} // namespace onsa::ui
