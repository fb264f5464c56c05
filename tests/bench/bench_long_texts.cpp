// SPDX-License-Identifier: GPL-3.0-or-later
// How long the window's thread is held up by a row with a text of N characters, in one paragraph and in lines, beside
// what Qt's own editor takes to lay that text out as a whole in the same run. Run it with QT_QPA_PLATFORM=offscreen.
// Prints figures; asserts nothing.
#include "support/window_services.h"
#include "ui/dataset/data_table.h"
#include "ui/dataset/dataset_page.h"
#include "ui/dataset/row_text.h"
#include "ui/theme.h"

#include <QApplication>
#include <QElapsedTimer>
#include <QPlainTextEdit>
#include <QTest>
#include <QTimer>
#include <QUndoStack>

#include <algorithm>
#include <cstdio>
#include <functional>

using namespace onsa;
using namespace onsa::ui;

namespace {

// The longest time between two beats of the window's thread while something is done and until all of it has settled.
double longestStop(const std::function<void()> &act)
{
    QElapsedTimer since;
    double longest = 0;
    QTimer beat;
    beat.setTimerType(Qt::PreciseTimer);
    beat.setInterval(1);
    const auto look = [&] {
        longest = std::max(longest, double(since.nsecsElapsed()) / 1e6 - 1);
        since.start();
    };
    QObject::connect(&beat, &QTimer::timeout, &beat, look);
    beat.start();
    since.start();
    act();
    look();
    QTest::qWait(400);
    return longest;
}

double laidOutWhole(const QString &text)
{
    QPlainTextEdit editor;
    editor.resize(300, 400);
    editor.show();
    QElapsedTimer clock;
    clock.start();
    editor.setPlainText(text);
    editor.moveCursor(QTextCursor::End);
    QApplication::processEvents();
    return double(clock.nsecsElapsed()) / 1e6;
}

void measure(const QString &sentence, bool lines, qsizetype characters)
{
    const QString unit = sentence.repeated(8) + (lines ? QStringLiteral("\n") : QString());
    const QString text = unit.repeated(characters / unit.size());
    QString escaped = text;
    escaped.replace(QLatin1Char('\n'), QStringLiteral("\\n"));
    const QByteArray row = "{\"prompt\":\"" + escaped.toUtf8() + "\",\"completion\":\"a\"}\n";

    tests::WindowServices services;
    DatasetPage page(services.services());
    page.resize(1200, 700);
    page.show();
    const QString file =
        services.write(QStringLiteral("long.jsonl"), "{\"prompt\":\"q\",\"completion\":\"a\"}\n" + row);
    const double opened = longestStop([&] {
        page.openFile(file);
        while (!page.document() || page.document()->rowCount() != 2)
            QApplication::processEvents(QEventLoop::WaitForMoreEvents);
    });
    auto *table = page.findChild<DataTable *>(QStringLiteral("dataTable"));
    auto *prompt = page.findChild<RowText *>(QStringLiteral("rowPrompt"));
    const double chosen = longestStop([&] { table->goTo(1, DatasetModel::PromptColumn); });
    prompt->setFocus();
    prompt->moveCursor(QTextCursor::End);
    const double typed = longestStop([&] { QTest::keyClick(prompt, Qt::Key_X); });
    const double kept = longestStop([&] { prompt->flush(); });
    const double undone = longestStop([&] { page.document()->undoStack()->undo(); });
    const double whole = laidOutWhole(text);
    const double worst = std::max({chosen, typed, kept, undone});
    std::printf("%9lld characters %-13s open %5.0f  choose %5.0f  key %5.0f  keep %5.0f  undo %5.0f ms   whole in one "
                "editor %6.0f ms = %.1f x the worst\n",
                static_cast<long long>(characters), lines ? "in lines" : "one paragraph", opened, chosen, typed, kept,
                undone, whole, whole / std::max(worst, 0.1));
}

} // namespace

int main(int argc, char **argv)
{
    QApplication app(argc, argv);
    applyTheme(app, ThemeChoice::Light);
    for (const bool lines : {false, true})
        for (const qsizetype characters : {20'000, 100'000, 1'000'000, 10'000'000})
            measure(QStringLiteral("あいうえお漢字かな交じり文。"), lines, characters);
    return 0;
}
