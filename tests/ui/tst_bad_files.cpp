// SPDX-License-Identifier: GPL-3.0-or-later
// Files that cannot be opened or saved: the window says which and what to do now, and nothing is lost.
#include "support/screenshots.h"
#include "support/window_services.h"
#include "ui/dataset/dataset_page.h"
#include "ui/dataset/safety_notes.h"
#include "ui/main_window.h"
#include "ui/theme.h"

#include <QFileDialog>
#include <QLabel>
#include <QMessageBox>
#include <QPushButton>
#include <QTableView>
#include <QTest>
#include <QUndoStack>

#include <linux/capability.h>
#include <sched.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

using namespace onsa;
using namespace onsa::ui;

namespace {

const QByteArray goodRows = "{\"prompt\": \"a\", \"completion\": \"b\"}\n{\"prompt\": \"c\", \"completion\": \"d\"}\n";

// A disk of 256 KB that only this process sees. False where the system does not let one make it.
bool makeSmallDisk(const char *folder)
{
    if (::unshare(CLONE_NEWNS) != 0) {
        const auto user = QByteArray::number(::getuid());
        const auto group = QByteArray::number(::getgid());
        if (::unshare(CLONE_NEWUSER | CLONE_NEWNS) != 0)
            return false;
        const auto write = [](const char *file, const QByteArray &text) {
            QFile out(QString::fromLatin1(file));
            return out.open(QIODevice::WriteOnly) && out.write(text) == text.size();
        };
        write("/proc/self/setgroups", "deny");
        write("/proc/self/uid_map", "0 " + user + " 1");
        write("/proc/self/gid_map", "0 " + group + " 1");
    }
    ::mount(nullptr, "/", nullptr, MS_REC | MS_PRIVATE, nullptr);
    return ::mount("onsa", folder, "tmpfs", 0, "size=256k") == 0;
}

// Root may read and write everything; the tests are about people who may not.
void dropCapabilities()
{
    __user_cap_header_struct header = {_LINUX_CAPABILITY_VERSION_3, 0};
    __user_cap_data_struct none[2] = {};
    ::syscall(SYS_capset, &header, none);
}

QString smallDisk; // empty = there is none

} // namespace

class TestBadFiles : public QObject
{
    Q_OBJECT

private:
    template <class T = QWidget> T *find(const char *name) const
    {
        return m_window->findChild<T *>(QLatin1String(name));
    }
    DatasetDocument *document() const { return m_window->dataPage()->document(); }
    QWidget *banner() const { return m_window->dataPage()->findChild<QWidget *>(QStringLiteral("banner")); }
    QString said(const QWidget *note) const
    {
        return note->isVisible() ? note->findChild<QLabel *>(QStringLiteral("bannerText"))->text() : QString();
    }
    QString offered(const QWidget *note) const
    {
        const auto *button = note->findChild<QPushButton *>(QStringLiteral("bannerAction"));
        return button->isVisible() ? button->text() : QString();
    }
    void open(const QString &path)
    {
        m_window->dataPage()->openFile(path);
        QTRY_VERIFY(document() && document()->displayName() == QFileInfo(path).fileName());
    }
    void press(const char *name) const { QTest::mouseClick(find(name), Qt::LeftButton); }
    void edit(int row, const QString &completion)
    {
        QVERIFY(document()->setText(row, {TextField::Kind::Completion, 0}, completion));
    }

private Q_SLOTS:
    void initTestCase()
    {
        QCoreApplication::setAttribute(Qt::AA_DontUseNativeDialogs);
        applyTheme(*qApp, ThemeChoice::Light);
    }
    void init()
    {
        m_services = std::make_unique<tests::WindowServices>();
        m_window = std::make_unique<MainWindow>(m_services->services());
        m_window->show();
        QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
    }
    void cleanup()
    {
        m_window.reset();
        m_services.reset();
    }

    void cannotBeRead_data()
    {
        QTest::addColumn<QString>("kind");
        for (const char *kind : {"not allowed", "not there", "a folder"})
            QTest::addRow("%s", kind) << QString::fromLatin1(kind);
    }
    void cannotBeRead()
    {
        QFETCH(QString, kind);
        open(m_services->write(QStringLiteral("good.jsonl"), goodRows));
        edit(0, QStringLiteral("typed"));
        const QString bad = m_services->path(QStringLiteral("bad.jsonl"));
        if (kind == QLatin1String("a folder"))
            QVERIFY(QDir().mkpath(bad));
        else if (kind == QLatin1String("not allowed"))
            QVERIFY(::chmod(qPrintable(m_services->write(QStringLiteral("bad.jsonl"), goodRows)), 0) == 0);
        m_window->dataPage()->openFile(bad);
        if (auto *question = find("closeQuestion")) // the edit comes first
            question->findChild<QPushButton *>(QStringLiteral("closeSave"))->click();
        QTRY_VERIFY(!said(banner()).isEmpty());
        QVERIFY2(said(banner()).contains(QStringLiteral("bad.jsonl")), qPrintable(said(banner())));
        QCOMPARE(offered(banner()), QStringLiteral("Open another file…"));
        QCOMPARE(document()->displayName(), QStringLiteral("good.jsonl"));
        QCOMPARE(document()->rowCount(), 2);
        QVERIFY(find("dataTable")->isVisible());
    }

    void emptyFileIsABeginning()
    {
        open(m_services->write(QStringLiteral("empty.jsonl"), {}));
        QTRY_VERIFY(find("emptyState")->isVisible());
        QCOMPARE(said(banner()), QString());
        m_window->dataPage()->addExample(QStringLiteral("q"), QStringLiteral("a"));
        QCOMPARE(document()->rowCount(), 1);
        m_window->dataPage()->save();
        QTRY_VERIFY(!document()->isModified());
        QFile saved(m_services->path(QStringLiteral("empty.jsonl")));
        QVERIFY(saved.open(QIODevice::ReadOnly));
        QVERIFY(saved.readAll().contains("\"q\""));
    }

    void holdsNoRows_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addRow("plain text") << QByteArray("Dear reader,\nthis is a letter.\n");
        QTest::addRow("CSV") << QByteArray("prompt,completion\na,b\n");
        QTest::addRow("picture") << QByteArray::fromHex("89504e470d0a1a0a0000000d49484452000001000000");
        QTest::addRow("Shift_JIS text") << QByteArray::fromHex("8d958e4a0a");
    }
    void holdsNoRows()
    {
        QFETCH(QByteArray, bytes);
        const QString path = m_services->write(QStringLiteral("other.jsonl"), bytes);
        open(path);
        auto *notice = find("dataNotice");
        QTRY_VERIFY2(said(notice).contains(QStringLiteral("JSON Lines")), qPrintable(said(notice)));
        QCOMPARE(offered(notice), QStringLiteral("Open another file…"));
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadOnly));
        QCOMPARE(file.readAll(), bytes);
        open(m_services->write(QStringLiteral("good.jsonl"), goodRows));
        QTRY_COMPARE(said(notice), QString());
    }

    void someLinesAreMarked()
    {
        open(m_services->write(QStringLiteral("mixed.jsonl"),
                               goodRows
                                   + "not json\n\xff\xfe"
                                     "\n"));
        auto *problems = find<QPushButton>("chipProblems");
        QTRY_VERIFY2(problems->text().contains(QLatin1Char('2')), qPrintable(problems->text()));
        QCOMPARE(said(find("dataNotice")), QString());
    }

    void secondWindowReads()
    {
        const QString path = m_services->write(QStringLiteral("shared.jsonl"), goodRows);
        open(path);
        edit(0, QStringLiteral("mine"));
        MainWindow second(m_services->services());
        second.show();
        second.dataPage()->openFile(path);
        auto *notes = second.findChild<SafetyNotes *>();
        QTRY_VERIFY2(notes->text(SafetyNote::ReadOnly).contains(QStringLiteral("Another window")),
                     qPrintable(notes->text(SafetyNote::ReadOnly)));
        QVERIFY(notes->findChild<QPushButton *>(QStringLiteral("noteSaveAs")) != nullptr);
        QVERIFY(second.dataPage()->document()->isReadOnly());
        QVERIFY(!second.dataPage()->action(QStringLiteral("actionAddRow"))->isEnabled());
        QCOMPARE(document()->rowCount(), 2);
        QVERIFY(!document()->isReadOnly());
    }

    void folderThatMayNotBeWritten()
    {
        const QString folder = m_services->path(QStringLiteral("locked"));
        QVERIFY(QDir().mkpath(folder));
        open(m_services->write(QStringLiteral("locked/data.jsonl"), goodRows));
        QVERIFY(::chmod(qPrintable(folder), 0555) == 0);
        edit(0, QStringLiteral("kept"));
        m_window->dataPage()->save();
        QTRY_VERIFY(find<QMessageBox>("writeOverQuestion") != nullptr);
        QVERIFY(find<QMessageBox>("writeOverQuestion")->text().contains(QStringLiteral("data.jsonl")));
        QVERIFY(tests::screenshot(*find<QMessageBox>("writeOverQuestion"), QStringLiteral("write-over")));
        press("writeCancel");
        QTRY_VERIFY(!find<QMessageBox>("writeOverQuestion"));
        QVERIFY(document()->isModified());
        QTRY_COMPARE(document()->journalState(), JournalState::Safe);
        // Over the file itself, which stays where it is.
        m_window->dataPage()->save();
        QTRY_VERIFY(find<QMessageBox>("writeOverQuestion") != nullptr);
        press("writeOver");
        QTRY_VERIFY(!find<QMessageBox>("writeOverQuestion"));
        QTRY_VERIFY(!document()->isModified());
        QVERIFY(QFile::exists(folder + QStringLiteral("/data.jsonl")));
        QCOMPARE(QDir(folder).entryList(QDir::Files | QDir::Hidden).size(), 1);
        QFile saved(folder + QStringLiteral("/data.jsonl"));
        QVERIFY(saved.open(QIODevice::ReadOnly));
        QVERIFY(saved.readAll().contains("kept"));
        // Or to a place where it works as ever.
        edit(1, QStringLiteral("elsewhere"));
        m_window->dataPage()->save();
        QTRY_VERIFY(find<QMessageBox>("writeOverQuestion") != nullptr);
        press("writeElsewhere");
        QTRY_VERIFY(find<QFileDialog>("saveDialog"));
        auto *dialog = find<QFileDialog>("saveDialog");
        QVERIFY(dialog);
        const QString elsewhere = m_services->path(QStringLiteral("elsewhere.jsonl"));
        Q_EMIT dialog->fileSelected(elsewhere);
        QTRY_VERIFY(!document()->isModified());
        QVERIFY(QFile::exists(elsewhere));
        QCOMPARE(said(banner()), QString());
        dialog->reject();
        ::chmod(qPrintable(folder), 0755);
    }

    void diskIsFull()
    {
        if (smallDisk.isEmpty())
            QSKIP("the system does not let a process make a disk of its own");
        const QString path = smallDisk + QStringLiteral("/data.jsonl");
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write(goodRows) == goodRows.size());
        file.close();
        open(path);
        edit(0, QString(400'000, QLatin1Char('x')));
        m_window->dataPage()->save();
        QTRY_VERIFY(!said(banner()).isEmpty());
        QVERIFY2(said(banner()).contains(QStringLiteral("disk is full")), qPrintable(said(banner())));
        QVERIFY(said(banner()).contains(QStringLiteral("data.jsonl")));
        QCOMPARE(offered(banner()), QStringLiteral("Save elsewhere…"));
        QVERIFY(document()->isModified());
        // The old file is whole, and no half one lies beside it.
        QVERIFY(file.open(QIODevice::ReadOnly));
        QCOMPARE(file.readAll(), goodRows);
        QCOMPARE(QDir(smallDisk).entryList(QDir::Files | QDir::Hidden), QStringList{QStringLiteral("data.jsonl")});
    }

private:
    std::unique_ptr<tests::WindowServices> m_services;
    std::unique_ptr<MainWindow> m_window;
};

int main(int argc, char **argv)
{
    char folder[] = "/tmp/onsa-small-disk-XXXXXX";
    if (::mkdtemp(folder) && makeSmallDisk(folder))
        smallDisk = QString::fromLocal8Bit(folder);
    dropCapabilities();
    QApplication app(argc, argv);
    TestBadFiles test;
    const int status = QTest::qExec(&test, argc, argv);
    ::rmdir(folder); // where it was no disk; the disk goes with the process
    return status;
}

#include "tst_bad_files.moc"
