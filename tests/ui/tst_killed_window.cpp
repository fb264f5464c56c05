// SPDX-License-Identifier: GPL-3.0-or-later
// kill -9 of the window in the middle of typing, again and again. The program itself, started again with "type FILE
// SEED", is the window. ONSA_KILLS says how many times; the bar of the design is 500.
#include "dataset/dataset_document.h"
#include "support/own_child.h"
#include "support/window_services.h"
#include "ui/dataset/data_table.h"
#include "ui/dataset/dataset_page.h"

#include <QAction>
#include <QApplication>
#include <QSignalSpy>
#include <QTest>

#include <iostream>
#include <random>

using namespace onsa;
using namespace onsa::ui;

namespace {

QByteArray line(const QByteArray &prompt)
{
    return "{\"prompt\": \"" + prompt + "\", \"completion\": \"c\"}\n";
}

// What the rows should be, one word a row.
void say(const char *what, const QByteArrayList &rows)
{
    std::cout << what << ' ' << rows.join(',').toStdString() << std::endl;
}

QByteArrayList rowsOf(const DatasetDocument &document)
{
    QByteArrayList rows;
    for (int row = 0; row < document.rowCount(); ++row) {
        const auto example = document.example(row);
        rows << (example ? QByteArray::fromStdString(example->prompt) : QByteArray("?"));
    }
    return rows;
}

// Types into cells, adds and deletes rows and saves, by keys. Before each order it says what the rows will be, and
// after it, once they are on the disk.
int typeUntilKilled(const QString &file, unsigned seed)
{
    tests::WindowServices services(tests::WindowServices::KeepHome);
    DatasetPage page(services.services());
    page.resize(900, 600);
    page.show();
    QSignalSpy opened(&page, &DatasetPage::documentChanged);
    page.openFile(file);
    if (!QTest::qWaitFor([&] { return page.document() && page.document()->rowCount() > 0; }, 60000))
        return 1;
    const DatasetDocument &document = *page.document();
    auto *table = page.findChild<DataTable *>(QStringLiteral("dataTable"));
    QByteArrayList rows = rowsOf(document);
    say("safe", rows);
    std::mt19937 random(seed);
    for (int step = 0;; ++step) {
        const auto order = random() % 8;
        if (order == 0) {
            say("will", rows << "");
            page.action(QStringLiteral("actionAddRow"))->trigger();
            QTest::keyClick(QApplication::focusWidget(), Qt::Key_Escape);
        } else if (order == 1 && rows.size() > 3) {
            rows.removeLast();
            say("will", rows);
            table->setFocus();
            table->selectRow(int(rows.size()));
            page.action(QStringLiteral("actionDeleteRows"))->trigger();
        } else if (order == 2) {
            page.action(QStringLiteral("actionSave"))->trigger();
        } else {
            const int row = int(random() % std::size_t(rows.size()));
            const QByteArray word = "w" + QByteArray::number(seed) + "x" + QByteArray::number(step);
            rows[row] = word;
            say("will", rows);
            table->setFocus();
            table->goTo(row, DatasetModel::PromptColumn);
            for (const char key : word)
                QTest::keyClick(QApplication::focusWidget(), key);
            QTest::keyClick(QApplication::focusWidget(), Qt::Key_Return);
        }
        if (rowsOf(document) != rows)
            return 2;
        if (!QTest::qWaitFor([&] { return document.journalState() == JournalState::Safe; }, 60000))
            return 3;
        say("safe", rows);
    }
}

} // namespace

class TestKilledWindow : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void F1_noAcknowledgedEditIsLost()
    {
        const tests::WindowServices services; // its folders are the child's
        const QString file =
            services.write(QStringLiteral("rows.jsonl"), line("a") + line("b") + line("c") + line("d"));
        const int kills =
            qEnvironmentVariableIntValue("ONSA_KILLS") > 0 ? qEnvironmentVariableIntValue("ONSA_KILLS") : 8;
        std::mt19937 random(7);
        for (int round = 0; round < kills; ++round) {
            tests::OwnChild child({"type", file.toStdString(), std::to_string(round + 1)});
            QByteArray output;
            const auto lines = 1 + qsizetype(random() % 60);
            while (output.count('\n') < lines && child.read(output)) { }
            QVERIFY2(output.count('\n') >= lines, output); // it did not end by itself
            QTest::qSleep(int(random() % 4)); // somewhere in the next order
            child.kill();
            while (child.read(output)) { }

            std::unique_ptr<DatasetDocument> document;
            DatasetDocument::openFile(file.toStdString(), WorkPlaces(Settings::stateFolder() / "work"), this,
                                      [&](auto now) { document = std::move(*now); });
            QTRY_VERIFY_WITH_TIMEOUT(document, 60000);
            // What was safe, or one of the orders that came after it.
            QByteArrayList may;
            for (const QByteArray &said : output.left(output.lastIndexOf('\n')).split('\n')) {
                if (said.startsWith("safe "))
                    may.clear();
                may << said.mid(5);
            }
            QVERIFY2(may.contains(rowsOf(*document).join(',')), output + "\nfound: " + rowsOf(*document).join(','));
            QTRY_VERIFY_WITH_TIMEOUT(document->journalState() == JournalState::Safe, 60000);
        }
    }
};

int main(int argc, char **argv)
{
    QApplication app(argc, argv);
    QCoreApplication::setApplicationName(QStringLiteral("onsa"));
    const QStringList arguments = QCoreApplication::arguments();
    if (arguments.size() == 4 && arguments[1] == QLatin1String("type"))
        return typeUntilKilled(arguments[2], arguments[3].toUInt());
    TestKilledWindow test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_killed_window.moc"
