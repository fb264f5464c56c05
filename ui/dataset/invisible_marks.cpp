// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dataset/invisible_marks.h"

#include "ui/theme.h"

#include <QCoreApplication>
#include <QFontMetricsF>
#include <QHash>
#include <QHelpEvent>
#include <QPainter>
#include <QPlainTextEdit>
#include <QTextBlock>
#include <QToolTip>

namespace onsa::ui {

namespace {

const QHash<char32_t, QString> &namedCharacters()
{
    static const QHash<char32_t, QString> names = {
        {U'\t', QStringLiteral("TAB")},   {0xA0, QStringLiteral("NBSP")},    {0xAD, QStringLiteral("SHY")},
        {0x200B, QStringLiteral("ZWSP")}, {0x200C, QStringLiteral("ZWNJ")},  {0x200D, QStringLiteral("ZWJ")},
        {0x200E, QStringLiteral("LRM")},  {0x200F, QStringLiteral("RLM")},   {0x202A, QStringLiteral("LRE")},
        {0x202B, QStringLiteral("RLE")},  {0x202C, QStringLiteral("PDF")},   {0x202D, QStringLiteral("LRO")},
        {0x202E, QStringLiteral("RLO")},  {0x202F, QStringLiteral("NNBSP")}, {0x2060, QStringLiteral("WJ")},
        {0x2066, QStringLiteral("LRI")},  {0x2067, QStringLiteral("RLI")},   {0x2068, QStringLiteral("FSI")},
        {0x2069, QStringLiteral("PDI")},  {0x3000, QStringLiteral("全角")},  {0xFEFF, QStringLiteral("BOM")},
        {0x2028, QStringLiteral("LS")},   {0x7F, QStringLiteral("DEL")},
    };
    return names;
}

char32_t codePoint(const QString &text, qsizetype at)
{
    const QChar c = text[at];
    if (c.isHighSurrogate() && at + 1 < text.size())
        return QChar::surrogateToUcs4(c, text[at + 1]);
    return c.unicode();
}

bool hasOwnWidth(char32_t character)
{
    return character == U'\t' || QChar::category(character) == QChar::Separator_Space;
}

QFont labelFont(const QPlainTextEdit &editor)
{
    QFont font = editor.font();
    font.setPointSizeF(font.pointSizeF() * 0.62);
    return font;
}

qreal widthOf(const QString &name, const QFont &font)
{
    return QFontMetricsF(font).horizontalAdvance(name) + 6;
}

} // namespace

QString invisibleName(char32_t character)
{
    if (const auto found = namedCharacters().constFind(character); found != namedCharacters().cend())
        return *found;
    if (character == U' ' || character == U'\n' || character == QChar::ParagraphSeparator)
        return {};
    const QChar::Category category = QChar::category(character);
    const bool unseen = category == QChar::Other_Control || category == QChar::Other_Format
        || (category == QChar::Separator_Space && character != U' ');
    return unseen ? QStringLiteral("%1").arg(uint(character), 4, 16, QLatin1Char('0')).toUpper() : QString();
}

QString withNamedInvisibles(const QString &text)
{
    QString out;
    for (qsizetype at = 0; at < text.size(); ++at) {
        const char32_t character = codePoint(text, at);
        const qsizetype length = QChar::requiresSurrogates(character) ? 2 : 1;
        const QString name = invisibleName(character);
        out += name.isEmpty() ? text.mid(at, length) : QStringLiteral("[%1]").arg(name);
        at += length - 1;
    }
    return out;
}

// Room for the names by letter spacing, in the layout alone, so that neither the text nor its undo knows. A character
// without a width cannot be spaced itself: the one before it is.
class InvisibleMarks::Room : public QSyntaxHighlighter
{
public:
    Room(QPlainTextEdit &editor)
        : QSyntaxHighlighter(editor.document())
        , m_font(labelFont(editor))
    {
    }

protected:
    void highlightBlock(const QString &text) override
    {
        int before = -1; // where the last character with a width stands
        qreal room = 0; // for those without one that follow it
        const auto space = [this](int at, qreal width) {
            QTextCharFormat wide;
            wide.setFontLetterSpacingType(QFont::AbsoluteSpacing);
            wide.setFontLetterSpacing(width);
            setFormat(at, 1, wide);
        };
        for (qsizetype at = 0; at < text.size(); ++at) {
            const char32_t character = codePoint(text, at);
            const QString name = invisibleName(character);
            at += QChar::requiresSurrogates(character) ? 1 : 0;
            if (!name.isEmpty() && !hasOwnWidth(character)) {
                room += widthOf(name, m_font);
                continue;
            }
            if (room > 0 && before >= 0)
                space(before, room);
            room = 0;
            before = int(at);
            if (!name.isEmpty() && character != U'\t' && character != 0x3000) // these are wide enough
                room = widthOf(name, m_font);
        }
        if (room > 0 && before >= 0)
            space(before, room);
    }

private:
    QFont m_font;
};

InvisibleMarks::InvisibleMarks(QPlainTextEdit *editor)
    : QWidget(editor->viewport())
    , m_editor(editor)
    , m_room(new Room(*editor))
{
    setObjectName(QStringLiteral("invisibleMarks"));
    setAttribute(Qt::WA_TransparentForMouseEvents);
    setFocusPolicy(Qt::NoFocus);
    resize(editor->viewport()->size());
    show();
    editor->viewport()->installEventFilter(this);
    connect(editor, &QPlainTextEdit::updateRequest, this, qOverload<>(&QWidget::update));
    connect(editor, &QPlainTextEdit::textChanged, this, qOverload<>(&QWidget::update));
}

InvisibleMarks::~InvisibleMarks()
{
    delete m_room;
}

bool InvisibleMarks::eventFilter(QObject *object, QEvent *event)
{
    if (event->type() == QEvent::Resize)
        resize(m_editor->viewport()->size());
    if (event->type() == QEvent::ToolTip) {
        const auto *help = static_cast<QHelpEvent *>(event);
        const QTextCursor at = m_editor->cursorForPosition(help->pos());
        const QString block = at.block().text();
        for (const int place : {at.positionInBlock(), at.positionInBlock() - 1}) {
            if (place < 0 || place >= block.size())
                continue;
            const char32_t character = codePoint(block, place);
            if (const QString name = invisibleName(character); !name.isEmpty()) {
                QToolTip::showText(
                    help->globalPos(),
                    QStringLiteral("U+%1 %2").arg(
                        QStringLiteral("%1").arg(uint(character), 4, 16, QLatin1Char('0')).toUpper(), name),
                    m_editor);
                return true;
            }
        }
    }
    return QWidget::eventFilter(object, event);
}

void InvisibleMarks::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setFont(labelFont(*m_editor));
    painter.setPen(color(Color::Warning));
    m_shown = 0;
    for (QTextBlock block = m_editor->cursorForPosition(QPoint(0, 0)).block(); block.isValid(); block = block.next()) {
        if (caretAt(block, 0).top() > height())
            break;
        paintBlock(painter, block);
    }
}

QRect InvisibleMarks::caretAt(const QTextBlock &block, qsizetype at) const
{
    QTextCursor cursor(block);
    cursor.setPosition(block.position() + int(at));
    return m_editor->cursorRect(cursor);
}

void InvisibleMarks::paintBlock(QPainter &painter, const QTextBlock &block)
{
    const QString text = block.text();
    const QFont font = painter.font();
    for (qsizetype at = 0; at < text.size(); ++at) {
        const char32_t character = codePoint(text, at);
        const qsizetype length = QChar::requiresSurrogates(character) ? 2 : 1;
        const QString name = invisibleName(character);
        if (name.isEmpty()) {
            at += length - 1;
            continue;
        }
        const QRect first = caretAt(block, at);
        if (hasOwnWidth(character)) {
            const QRect next = caretAt(block, at + 1);
            const bool sameLine = next.top() == first.top() && next.left() > first.left();
            // Behind it may stand some without a width, whose room was added to its own.
            const qreal own = character == U'\t' || character == 0x3000
                ? QFontMetricsF(m_editor->font()).horizontalAdvance(text[at])
                : QFontMetricsF(m_editor->font()).horizontalAdvance(text[at]) + widthOf(name, font);
            const qreal width = !sameLine ? own
                : character == U'\t'      ? next.left() - first.left()
                                          : qMin<qreal>(own, next.left() - first.left());
            paintBox(painter, first, first.left(), width, name);
            continue;
        }
        // A run of those without a width: the room stands before the caret of the first one.
        qreal room = 0;
        QStringList names;
        for (; at < text.size(); ++at) {
            const char32_t one = codePoint(text, at);
            const QString its = invisibleName(one);
            if (its.isEmpty() || hasOwnWidth(one))
                break;
            names << its;
            room += widthOf(its, font);
            at += QChar::requiresSurrogates(one) ? 1 : 0;
        }
        --at;
        qreal x = qMax<qreal>(first.left() - room, 0);
        for (const QString &its : names) {
            paintBox(painter, first, x, widthOf(its, font), its);
            x += widthOf(its, font);
        }
    }
}

void InvisibleMarks::paintBox(QPainter &painter, const QRect &line, qreal x, qreal width, const QString &name)
{
    const QRectF box(x + 0.5, line.top() + line.height() * 0.18, qMax<qreal>(width - 1.5, 3), line.height() * 0.64);
    painter.drawRoundedRect(box, 2, 2);
    for (const QString &label : {name, name.left(1)})
        if (box.width() + 2 >= QFontMetricsF(painter.font()).horizontalAdvance(label)) {
            painter.drawText(box, Qt::AlignCenter, label);
            break;
        }
    ++m_shown;
}

} // namespace onsa::ui
