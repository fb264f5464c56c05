// SPDX-License-Identifier: GPL-3.0-or-later
#include "system/logging.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace onsa;

class TstLogging : public QObject
{
    Q_OBJECT

    static QByteArray textOf(const QString &name)
    {
        QFile file(name);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }

private Q_SLOTS:
    void secrets_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArray>("expected");
        QTest::addRow("header") << QByteArray("a\nauthorization: Bearer abc def\nb") << QByteArray("a\n[hidden]\nb");
        QTest::addRow("azure header") << QByteArray("api-key: 0123") << QByteArray("[hidden]");
        QTest::addRow("debug of a pair") << QByteArray(R"(("Authorization","Bearer abc"))")
                                         << QByteArray("(\"[hidden]");
        QTest::addRow("bearer alone") << QByteArray("sent BEARER abc.def, ok") << QByteArray("sent [hidden] ok");
        QTest::addRow("key alone") << QByteArray("key sk-proj-Ab_9-z.") << QByteArray("key [hidden].");
        QTest::addRow("two keys") << QByteArray("sk-a sk-b") << QByteArray("[hidden] [hidden]");
        QTest::addRow("a word") << QByteArray("task-list, risk-free") << QByteArray("task-list, risk-free");
        QTest::addRow("japanese") << QByteArray("鍵sk-abc と") << QByteArray("鍵[hidden] と");
    }
    void secrets()
    {
        QFETCH(QByteArray, text);
        QTEST(withoutSecrets(text), "expected");
    }

    void rotates()
    {
        QTemporaryDir folder;
        const QString name = folder.filePath(QStringLiteral("deep/down/a.log"));
        RotatingLog log(name, 100);
        for (int i = 0; i < 40; ++i)
            log.append("line number " + QByteArray::number(i));
        const QByteArray now = textOf(name), before = textOf(name + QStringLiteral(".1"));
        QVERIFY((now + before).contains("line number 39\n"));
        for (const char *suffix : {"", ".1", ".2"}) {
            const QByteArray text = textOf(name + QLatin1String(suffix));
            QVERIFY(text.size() <= 120);
            QVERIFY(text.isEmpty() || text.endsWith('\n'));
        }
        QVERIFY(!QFile::exists(name + QStringLiteral(".3")));
    }

    void writesQtMessages()
    {
        QTemporaryDir folder;
        QString file;
        {
            const Logging logging(folder.path().toStdString());
            file = logging.file();
            qCWarning(lcApi) << "no answer" << QStringLiteral("Bearer abc");
            qCInfo(lcJobs) << "日本";
        }
        qInfo() << "after";
        const QByteArray text = textOf(file);
        QVERIFY(text.contains(" warning onsa.api: no answer"));
        QVERIFY(text.contains(" info onsa.jobs: \"日本\"") || text.contains("日本"));
        QVERIFY(!text.contains("abc"));
        QVERIFY(!text.contains("after"));
        QVERIFY(!QFile::permissions(file).testFlag(QFile::ReadOther));
    }

    void unwritableFolderLosesLinesOnly()
    {
        RotatingLog log(QStringLiteral("/proc/nowhere/a.log"));
        log.append("lost");
        QVERIFY(!QFile::exists(log.file()));
    }
};

QTEST_GUILESS_MAIN(TstLogging)
#include "tst_logging.moc"
