// SPDX-License-Identifier: GPL-3.0-or-later
// The same session of edits and saves on real file systems: what each of them cannot do (links, attributes, room given
// beforehand, times finer than a second) must not cost an edit. Here it runs in the folder for temporary files and in
// memory; on-file-systems.sh makes small ones of every kind and names their folders in ONSA_TEST_FOLDERS ("a:b").
#include "dataset_fixture.h"
#include "pair_lines.h"

#include <QProcess>

#include <fcntl.h>
#include <unistd.h>

using namespace onsa;
using namespace onsa::test;

namespace fs = std::filesystem;

namespace {

const TextField promptText{TextField::Kind::Prompt, 0};
constexpr std::uintmax_t smallDisk = std::uintmax_t{1} << 30;

// All the room there is; the file says how much that was.
std::int64_t fillDisk(const fs::path &file)
{
    const int out = ::open(file.c_str(), O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
    std::int64_t written = 0;
    for (std::string block(1 << 20, 'x'); !block.empty();) {
        const ssize_t count = ::write(out, block.data(), block.size());
        if (count > 0)
            written += count;
        else
            block.resize(block.size() / 2);
    }
    ::fsync(out);
    ::close(out);
    return written;
}

QStringList filesIn(const fs::path &folder)
{
    QStringList names;
    for (const auto &entry : fs::directory_iterator(folder))
        names << QString::fromStdString(entry.path().filename().string());
    names.sort();
    return names;
}

bool remount(const QString &folder, const char *how)
{
    return QProcess::execute(QStringLiteral("mount"),
                             {QStringLiteral("-o"), QStringLiteral("remount,") + QLatin1String(how), folder})
        == 0;
}

} // namespace

class TestFileSystems : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void editsSavesAndRestarts_data() { folders(); }
    void editsSavesAndRestarts();
    void whatAnotherProgramWritesIsSeen_data() { folders(); }
    void whatAnotherProgramWritesIsSeen();
    void aFullDiskLosesNothing_data() { folders(true); }
    void aFullDiskLosesNothing();
    void aDiskThatBecomesReadOnly_data() { folders(true); }
    void aDiskThatBecomesReadOnly();

private:
    static void folders(bool madeForTheTest = false)
    {
        QTest::addColumn<QString>("root");
        if (!madeForTheTest) {
            QTest::newRow("temporary files") << QDir::tempPath();
            if (::access("/dev/shm", W_OK) == 0)
                QTest::newRow("memory") << QStringLiteral("/dev/shm");
        }
        const auto made = qEnvironmentVariable("ONSA_TEST_FOLDERS").split(QLatin1Char(':'), Qt::SkipEmptyParts);
        for (const QString &folder : made)
            QTest::newRow(qPrintable(QFileInfo(folder).fileName())) << folder;
        if (madeForTheTest && made.isEmpty())
            QTest::newRow("none") << QString();
    }
};

void TestFileSystems::editsSavesAndRestarts()
{
    QFETCH(QString, root);
    const Folder place(root);
    QVERIFY(place.isThere());
    const auto file = place.path("表.jsonl");
    writeFile(file, rows(2000));
    auto document = place.open(file);
    QVERIFY(document);
    QVERIFY(!document->isReadOnly());
    for (int row = 0; row < 300; row += 3)
        QVERIFY(document->setText(row, promptText, QStringLiteral("書き直した%1").arg(row)));
    waitUntilSafe(*document);
    Lines lines = linesOf(*document);
    document.reset();

    // The edits come back, are saved, and go on to be undone and saved once more.
    document = place.open(file);
    QVERIFY(document);
    QVERIFY(linesOf(*document) == lines);
    QVERIFY(document->isModified());
    QVERIFY(saveNow(*document));
    QCOMPARE(readFile(file), joined(lines));
    QVERIFY(!document->isModified());
    document->undoStack()->undo();
    lines = linesOf(*document);
    QVERIFY(saveNow(*document));
    QCOMPARE(readFile(file), joined(lines));
    QVERIFY(saveNow(*document, place.path("copy.jsonl")));
    QCOMPARE(readFile(place.path("copy.jsonl")), joined(lines));
    QVERIFY(document->setText(1, promptText, QStringLiteral("in the copy")));
    waitUntilSafe(*document);
    QVERIFY(saveNow(*document));
    document.reset();
    QCOMPARE(readFile(file), joined(lines));
    QCOMPARE(filesIn(file.parent_path()),
             QStringList({QStringLiteral("copy.jsonl"), QStringLiteral("work"), QStringLiteral("表.jsonl")}));

    document = place.open(place.path("copy.jsonl"));
    QVERIFY(document);
    QVERIFY(!document->isModified());
    QCOMPARE(document->historyCount(), 100);
}

void TestFileSystems::whatAnotherProgramWritesIsSeen()
{
    QFETCH(QString, root);
    const Folder place(root);
    const auto file = place.path("a.jsonl");
    writeFile(file, rows(50));
    auto document = place.open(file);
    QVERIFY(document);
    QVERIFY(document->setText(3, promptText, QStringLiteral("mine")));
    waitUntilSafe(*document);
    const std::string theirs = pairRow("theirs", "!") + "\n" + rows(50);
    writeFile(place.path("new"), theirs);
    fs::rename(place.path("new"), file);
    const auto saved = saveNow(*document);
    QVERIFY(!saved);
    QCOMPARE(saved.error().code, std::string("changed_on_disk"));
    QCOMPARE(readFile(file), theirs);
    document.reset();
    document = place.open(file); // the edit follows its row
    QVERIFY(document);
    QCOMPARE(document->line(0), pairRow("theirs", "!"));
    QCOMPARE(document->line(4), pairRow("mine", "c"));
}

void TestFileSystems::aFullDiskLosesNothing()
{
    QFETCH(QString, root);
    if (root.isEmpty())
        QSKIP("ONSA_TEST_FOLDERS names no file system that was made for this test");
    QVERIFY2(fs::space(root.toStdString()).capacity <= smallDisk, "this would fill a disk that is in use");
    const Folder place(root);
    const auto file = place.path("a.jsonl");
    writeFile(file, rows(20'000));
    const std::string old = readFile(file);
    auto document = place.open(file);
    QVERIFY(document);
    QVERIFY(document->setText(0, promptText, QStringLiteral("before it was full")));
    waitUntilSafe(*document);

    QVERIFY(fillDisk(place.path("filler")) > 0);
    const auto saved = saveNow(*document);
    QVERIFY(!saved);
    QCOMPARE(saved.error().kind, ErrorKind::DiskFull);
    QCOMPARE(readFile(file), old);
    QCOMPARE(filesIn(file.parent_path()),
             QStringList({QStringLiteral("a.jsonl"), QStringLiteral("filler"), QStringLiteral("work")}));
    // Typing goes on in the room that the journal took beforehand.
    for (int row = 1; row < 100; ++row)
        QVERIFY(document->setText(row, promptText, QStringLiteral("while it was full")));
    waitUntilSafe(*document);
    const Lines lines = linesOf(*document);
    document.reset();
    document = place.open(file);
    QVERIFY(document);
    QVERIFY(linesOf(*document) == lines);

    fs::remove(place.path("filler"));
    QVERIFY(saveNow(*document));
    QCOMPARE(readFile(file), joined(lines));
}

void TestFileSystems::aDiskThatBecomesReadOnly()
{
    QFETCH(QString, root);
    if (root.isEmpty())
        QSKIP("ONSA_TEST_FOLDERS names no file system that was made for this test");
    const Folder place(root);
    const Folder elsewhere; // another disk: the journal is there
    const auto file = place.path("a.jsonl");
    writeFile(file, rows(50));
    const auto open = [&] { return elsewhere.open(file); };
    auto document = open();
    QVERIFY(document);
    QVERIFY(document->setText(0, promptText, QStringLiteral("mine")));
    waitUntilSafe(*document);
    if (!remount(root, "ro"))
        QSKIP("this file system cannot be mounted anew");
    const auto saved = saveNow(*document);
    const std::string there = readFile(file);
    QVERIFY(document->setText(1, promptText, QStringLiteral("and more")));
    waitUntilSafe(*document);
    const Lines lines = linesOf(*document);
    const bool elsewhereSaved = saveNow(*document, elsewhere.path("mine.jsonl")).has_value();
    document.reset();
    document = open();
    QVERIFY(remount(root, "rw"));
    QVERIFY(!saved);
    QVERIFY2(!saved.error().message.empty(), saved.error().message.c_str());
    QCOMPARE(there, rows(50));
    QVERIFY(elsewhereSaved);
    QCOMPARE(readFile(elsewhere.path("mine.jsonl")), joined(lines));
    QVERIFY(document); // it can be looked at
}

QTEST_GUILESS_MAIN(TestFileSystems)
#include "tst_file_systems.moc"
