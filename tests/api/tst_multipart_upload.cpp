// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/multipart_upload.h"

#include <QTest>

using namespace onsa;

class TstMultipartUpload : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void names_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QByteArray>("sent");
        QTest::addRow("plain") << QStringLiteral("a.jsonl") << QByteArray("a.jsonl");
        QTest::addRow("raw utf-8") << QStringLiteral("été 日本.jsonl") << QByteArray("été 日本.jsonl");
        QTest::addRow("quote") << QStringLiteral("a\"b.jsonl") << QByteArray("a%22b.jsonl");
        QTest::addRow("header line") << QStringLiteral("a\r\nX-Evil: 1") << QByteArray("aX-Evil: 1");
        QTest::addRow("folder") << QStringLiteral("/home/u/a.jsonl") << QByteArray("a.jsonl");
        QTest::addRow("nothing") << QString() << QByteArray("file");
    }
    void names()
    {
        QFETCH(QString, name);
        QFETCH(QByteArray, sent);
        const RequestBody body = uploadBody("x\n", name, QStringLiteral("fine-tune"));
        const QByteArray all = body.parts.join();
        const QByteArray boundary = body.contentType.mid(body.contentType.indexOf('=') + 1);
        QCOMPARE(all.size(), body.size());
        QCOMPARE(all,
                 "--" + boundary + "\r\nContent-Disposition: form-data; name=\"purpose\"\r\n\r\nfine-tune\r\n--"
                     + boundary + "\r\nContent-Disposition: form-data; name=\"file\"; filename=\"" + sent
                     + "\"\r\nContent-Type: application/octet-stream\r\n\r\nx\n\r\n--" + boundary + "--\r\n");
    }

    void readsAcrossParts()
    {
        OneWayBody body({"text/plain", {"ab", "", "cde", "f"}}, nullptr);
        QCOMPARE(body.bytesAvailable(), 6);
        QCOMPARE(body.read(1), QByteArray("a"));
        QCOMPARE(body.read(3), QByteArray("bcd"));
        QVERIFY(!body.atEnd());
        QCOMPARE(body.read(100), QByteArray("ef"));
        QVERIFY(body.atEnd());
        QCOMPARE(body.read(100), QByteArray());
    }

    void cannotBeRewound()
    {
        OneWayBody body({"text/plain", {"ab"}}, nullptr);
        QCOMPARE(body.readAll(), QByteArray("ab"));
        QVERIFY(!body.reset());
        QVERIFY(!body.seek(0));
        QCOMPARE(body.readAll(), QByteArray());
    }
};

QTEST_APPLESS_MAIN(TstMultipartUpload)
#include "tst_multipart_upload.moc"
