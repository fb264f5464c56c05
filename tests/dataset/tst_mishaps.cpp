// SPDX-License-Identifier: GPL-3.0-or-later
// A session of edits and saves on a disk that fails, is killed or loses power at its n-th call, for every n (F1, F2,
// F4, F5): no edit that was said to be safe is lost, no wrong row comes back, the file is the old or the new one.
#include "dataset_fixture.h"
#include "memory_disk.h"
#include "pair_lines.h"

using namespace onsa;
using namespace onsa::test;

namespace {

const QString label = QStringLiteral("edit");
const TextField promptText{TextField::Kind::Prompt, 0};
const std::filesystem::path file = "/data/a.jsonl";

Result<std::unique_ptr<DatasetDocument>> openOn(MemoryDisk &disk)
{
    std::optional<Result<std::unique_ptr<DatasetDocument>>> opened;
    QObject context;
    DatasetDocument::openFile(file, WorkPlaces("/state/work", disk), &context,
                              [&](auto result) { opened = std::move(result); });
    waitFor([&] { return opened.has_value(); });
    return std::move(*opened);
}

// What the user saw.
struct Told {
    std::vector<Lines> states; // after every order
    std::size_t safe = 0; // index of the last one that was said to be safe
    std::set<std::string> files; // that a save was to write, and the first one
    bool lastSaveDone = false;
};

// Edits of every kind, two saves, more edits; what is typed while a save is under way too.
class Session
{
public:
    explicit Session(MemoryDisk &disk)
        : m_disk(disk)
    {
        told.files.insert(rows(6));
        Lines first;
        for (int i = 0; i < 6; ++i)
            first.push_back(pairRow("p" + std::to_string(i), "c"));
        told.states.push_back(first);
    }

    void run()
    {
        auto opened = openOn(m_disk);
        if (!opened)
            return;
        document = std::move(*opened);
        DatasetDocument &d = *document;
        after(d.setText(1, promptText, QStringLiteral("one")));
        after(d.insertExamples(2, std::vector<Example>(2, *parseExample(pairRow("new", "n"))), label));
        after(d.removeRows({0, 4}, label));
        after(d.moveRows(0, 2, 4, label));
        undo(true);
        bulk("b");
        save(true);
        after(d.setText(0, promptText, QStringLiteral("after the save")));
        undo(false);
        undo(false);
        undo(false);
        after(d.duplicateRows({1}, label));
        save(false);
        after(d.removeRows({0}, label));
        undo(false);
        bulk("last");
        document.reset();
    }

    Told told;

private:
    void after(const Result<> &done)
    {
        if (done)
            seen();
    }
    Lines now()
    {
        const MemoryDisk::Peek peek(m_disk);
        return linesOf(*document);
    }
    void seen()
    {
        told.states.push_back(now());
        settle();
    }
    // Until the journal says something about the last order.
    void settle()
    {
        waitFor([&] { return document->journalState() != JournalState::Writing; });
        if (document->journalState() == JournalState::Safe)
            told.safe = told.states.size() - 1;
    }
    void undo(bool again)
    {
        document->undoStack()->undo();
        seen();
        if (again) {
            document->undoStack()->redo();
            seen();
        }
    }
    void bulk(const char *text)
    {
        std::vector<DatasetDocument::TextChange> changes;
        for (int row = 0; row < document->rowCount(); ++row)
            changes.push_back({row, promptText, QString::fromLatin1(text) + QString::number(row)});
        after(document->setTexts(changes, label));
    }
    void save(bool typing)
    {
        told.files.insert(joined(now()));
        std::optional<Result<>> saved;
        document->save({}, document.get(), [&](Result<> result) { saved = std::move(result); });
        if (typing)
            after(document->setText(2, promptText, QStringLiteral("while saving")));
        waitFor([&] { return saved.has_value(); });
        told.lastSaveDone = saved->has_value();
        settle();
    }

    MemoryDisk &m_disk;
    std::unique_ptr<DatasetDocument> document;
};

std::size_t callsOfASession()
{
    MemoryDisk disk;
    disk.put(file, rows(6));
    Session session(disk);
    session.run();
    return disk.calls();
}

// Nothing when all is well, else what is wrong.
QString judge(MemoryDisk &disk, const Told &told)
{
    if (!told.files.contains(disk.get(file)))
        return QStringLiteral("the file is neither the old nor a new one");
    for (int again = 0; again < 2; ++again) { // opening changes nothing
        const auto opened = openOn(disk);
        if (!opened)
            return QString::fromStdString(opened.error().message);
        const Lines now = linesOf(**opened);
        const auto from = told.states.begin() + static_cast<std::ptrdiff_t>(told.safe);
        if (std::find(from, told.states.end(), now) == told.states.end())
            return QStringLiteral("opening %1: not a state at or after the last safe one (%2 of %3): %4")
                .arg(again)
                .arg(told.safe)
                .arg(told.states.size())
                .arg(QString::fromStdString(joined(now)));
        if ((*opened)->isReadOnly())
            return QStringLiteral("locked");
        // The whole way back is the file, or what was there before.
        if (again == 1) {
            (*opened)->goToHistory(0);
            const Lines first = linesOf(**opened);
            if (first != told.states.front() && !told.files.contains(joined(first)))
                return QStringLiteral("undo of all leads to something else: %1")
                    .arg(QString::fromStdString(joined(first)));
        }
    }
    if (const auto left = disk.list("/data"); left.size() != 1 && told.lastSaveDone && !disk.isDead())
        return left.size() > 2 ? QStringLiteral("temporary files are left") : QString();
    return {};
}

} // namespace

class TestMishaps : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void F1F4F5_everyCallFailsOnce_data();
    void F1F4F5_everyCallFailsOnce();
    void F1_killedAtEveryCall_data();
    void F1_killedAtEveryCall();
    void F2_powerCutAtEveryCall_data();
    void F2_powerCutAtEveryCall();
    void F1_killedWhileOpening_data();
    void F1_killedWhileOpening();
    void F4_diskFullWhileTyping();
    void F4_diskFullWhileSaving();
    void F5_failedFlushIsNeverSaved();
    void F16_otherFolderForTheJournal();
};

void TestMishaps::F1F4F5_everyCallFailsOnce_data()
{
    QTest::addColumn<int>("code");
    QTest::newRow("EIO") << EIO;
    QTest::newRow("ENOSPC") << ENOSPC;
    QTest::newRow("EDQUOT") << EDQUOT;
    QTest::newRow("EINTR") << EINTR;
    QTest::newRow("short write") << 0;
}

void TestMishaps::F1F4F5_everyCallFailsOnce()
{
    QFETCH(int, code);
    const std::size_t calls = callsOfASession();
    QVERIFY(calls > 200);
    for (std::size_t n = 1; n <= calls; n += sweepStep) {
        MemoryDisk disk;
        disk.put(file, rows(6));
        disk.arm(code == 0 ? Mishap::ShortWrite : Mishap::Error, n, code);
        Session session(disk);
        session.run();
        disk.reboot();
        const QString wrong = judge(disk, session.told);
        QVERIFY2(wrong.isEmpty(), qPrintable(QStringLiteral("call %1: %2").arg(n).arg(wrong)));
        if (code == EINTR || code == 0) { // these are no failures at all
            QVERIFY2(session.told.lastSaveDone, qPrintable(QString::number(n)));
            QCOMPARE(session.told.safe, session.told.states.size() - 1);
        }
    }
}

void TestMishaps::F1_killedAtEveryCall_data()
{
    QTest::addColumn<bool>("done");
    QTest::newRow("before the call") << false;
    QTest::newRow("after the call") << true;
}

void TestMishaps::F1_killedAtEveryCall()
{
    QFETCH(bool, done);
    const std::size_t calls = callsOfASession();
    for (std::size_t n = 1; n <= calls; n += sweepStep) {
        MemoryDisk disk;
        disk.put(file, rows(6));
        disk.arm(done ? Mishap::KillAfter : Mishap::KillBefore, n);
        Session session(disk);
        session.run();
        disk.reboot();
        const QString wrong = judge(disk, session.told);
        QVERIFY2(wrong.isEmpty(), qPrintable(QStringLiteral("call %1: %2").arg(n).arg(wrong)));
    }
}

void TestMishaps::F2_powerCutAtEveryCall_data()
{
    QTest::addColumn<unsigned>("seed");
    QTest::addColumn<std::size_t>("block");
    for (unsigned seed = 1; seed <= 2; ++seed) {
        QTest::addRow("512 bytes, seed %u", seed) << seed << std::size_t(512);
        QTest::addRow("4 KiB, seed %u", seed) << seed << std::size_t(4096);
    }
}

void TestMishaps::F2_powerCutAtEveryCall()
{
    QFETCH(unsigned, seed);
    QFETCH(std::size_t, block);
    const std::size_t calls = callsOfASession();
    for (std::size_t n = 1; n <= calls; n += sweepStep) {
        MemoryDisk disk;
        disk.put(file, rows(6));
        disk.arm(Mishap::KillAfter, n);
        Session session(disk);
        session.run();
        disk.cutPower(seed * 100'000 + static_cast<unsigned>(n), block);
        disk.reboot();
        const QString wrong = judge(disk, session.told);
        QVERIFY2(wrong.isEmpty(), qPrintable(QStringLiteral("call %1: %2").arg(n).arg(wrong)));
    }
}

void TestMishaps::F1_killedWhileOpening_data()
{
    QTest::addColumn<int>("mode");
    QTest::newRow("killed") << 0;
    QTest::newRow("power cut") << 1;
    QTest::newRow("EIO") << 2;
}

// Recovery itself may be interrupted, and goes on the next time.
void TestMishaps::F1_killedWhileOpening()
{
    QFETCH(int, mode);
    const std::size_t calls = callsOfASession();
    for (const std::size_t first : {calls / 4, calls / 2, calls * 3 / 4, calls - 20}) {
        for (std::size_t n = 1; n <= 120; n += sweepStep) {
            MemoryDisk disk;
            disk.put(file, rows(6));
            disk.arm(Mishap::KillAfter, first);
            Session session(disk);
            session.run();
            disk.reboot();
            disk.arm(mode == 2 ? Mishap::Error : Mishap::KillAfter, n);
            std::ignore = openOn(disk); // and closed again at once
            if (mode == 1)
                disk.cutPower(static_cast<unsigned>(n), 512);
            disk.reboot();
            const QString wrong = judge(disk, session.told);
            QVERIFY2(wrong.isEmpty(), qPrintable(QStringLiteral("call %1, %2: %3").arg(first).arg(n).arg(wrong)));
        }
    }
}

// What was taken ahead carries the user for a while, then an edit is refused and its text stays with the user.
void TestMishaps::F4_diskFullWhileTyping()
{
    MemoryDisk disk;
    disk.put(file, rows(6));
    auto document = std::move(*openOn(disk));
    QVERIFY(document->setText(0, promptText, QStringLiteral("first")));
    waitUntilSafe(*document);
    QVERIFY(!document->editsLeft());
    disk.setCapacity(disk.used()); // full from now on
    const QString longText(100'000, QLatin1Char('x'));
    std::optional<Error> refused;
    int accepted = 0;
    std::int64_t least = 1'000'000;
    for (; accepted < 200 && !refused; ++accepted) {
        if (const auto done = document->setText(0, promptText, longText + QString::number(accepted)); !done)
            refused = done.error();
        waitUntilSafe(*document); // and nothing else: what was accepted is safe
        if (document->editsLeft())
            least = std::min(least, *document->editsLeft());
    }
    QVERIFY(refused);
    QCOMPARE(refused->kind, ErrorKind::DiskFull);
    QCOMPARE(refused->code, std::string("journal_full"));
    QVERIFY2(accepted > 70, qPrintable(QString::number(accepted))); // 8 MiB
    QVERIFY(least < 20);
    const Lines lines = linesOf(*document);
    document.reset();
    disk.reboot();
    document = std::move(*openOn(disk));
    QVERIFY(linesOf(*document) == lines);

    disk.setCapacity(std::int64_t{1} << 40);
    waitFor([&] { return document->setText(0, promptText, QStringLiteral("room again")).has_value(); });
    waitUntilSafe(*document);
    waitFor([&] { return !document->editsLeft(); });
}

void TestMishaps::F4_diskFullWhileSaving()
{
    MemoryDisk disk;
    disk.put(file, rows(5000));
    const auto document = std::move(*openOn(disk));
    QVERIFY(document->setText(0, promptText, QStringLiteral("mine")));
    waitUntilSafe(*document);
    const std::string old = disk.get(file);
    for (const std::int64_t left : {std::int64_t{0}, std::int64_t{1000}, std::int64_t{1} << 20}) {
        disk.setCapacity(disk.used() + left);
        const auto saved = saveNow(*document);
        QVERIFY(!saved);
        QCOMPARE(saved.error().kind, ErrorKind::DiskFull);
        QVERIFY(saved.error().message.find("MB") != std::string::npos);
        QVERIFY(saved.error().message.find("another place") != std::string::npos);
        QCOMPARE(disk.get(file), old);
        QCOMPARE(disk.list("/data").size(), std::size_t(1));
        QVERIFY(document->setText(1, promptText, QString::number(left))); // editing goes on
        waitUntilSafe(*document);
    }
    disk.setCapacity(disk.used() + (std::int64_t{2} << 20)); // a small file needs no more
    QVERIFY(saveNow(*document));
    QVERIFY(disk.get(file).starts_with(pairRow("mine", "c")));
}

void TestMishaps::F5_failedFlushIsNeverSaved()
{
    MemoryDisk disk;
    disk.put(file, rows(3));
    const auto document = std::move(*openOn(disk));
    QVERIFY(document->setText(0, promptText, QStringLiteral("x")));
    waitUntilSafe(*document);
    disk.failWhere([](const char *call, const auto &) { return std::string_view(call) == "fsync" ? EIO : 0; });
    QVERIFY(!saveNow(*document));
    QVERIFY(document->isModified());
    QCOMPARE(disk.get(file), rows(3));
    QCOMPARE(disk.list("/data").size(), std::size_t(1));
    disk.failWhere(nullptr);
    QVERIFY(saveNow(*document)); // a new file, not the old flush again
    QVERIFY(!document->isModified());
}

void TestMishaps::F16_otherFolderForTheJournal()
{
    MemoryDisk disk;
    disk.put(file, rows(3));
    disk.put("/cache/keep", "");
    WorkPlaces places("/state/work", disk);
    places.roots.push_back("/cache/work");
    const auto open = [&] {
        std::unique_ptr<DatasetDocument> document;
        QObject context;
        DatasetDocument::openFile(file, places, &context, [&](auto result) { document = std::move(*result); });
        waitFor([&] { return document != nullptr; });
        return document;
    };
    // The state folder cannot be made at all.
    disk.failWhere([](const char *call, const auto &path) {
        return std::string_view(call) == "mkdir" && path.string().starts_with("/state") ? EROFS : 0;
    });
    auto document = open();
    QVERIFY(document->setText(0, promptText, QStringLiteral("kept elsewhere")));
    waitUntilSafe(*document);
    Lines lines = linesOf(*document);
    document.reset();
    document = open();
    QVERIFY(linesOf(*document) == lines);
    QVERIFY(saveNow(*document));
    document.reset();

    // It breaks while editing.
    disk.failWhere(nullptr);
    disk.put("/data/a.jsonl", rows(3));
    document = open();
    QVERIFY(document->setText(0, promptText, QStringLiteral("first")));
    waitUntilSafe(*document);
    disk.failWhere([](const char *, const auto &path) { return path.string().starts_with("/state") ? EIO : 0; });
    QVERIFY(document->setText(1, promptText, QStringLiteral("second")));
    waitUntilSafe(*document);
    QCOMPARE(document->journalElsewhere().left(11), QStringLiteral("/cache/work"));
    lines = linesOf(*document);
    document.reset();
    disk.failWhere(nullptr);
    document = open();
    QVERIFY(linesOf(*document) == lines);
}

QTEST_GUILESS_MAIN(TestMishaps)
#include "tst_mishaps.moc"
