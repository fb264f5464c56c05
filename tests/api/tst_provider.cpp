// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/provider.h"
#include "system/settings.h"

#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace onsa;

class TstProvider : public QObject
{
    Q_OBJECT

    QTemporaryDir m_folder;
    int m_files = 0;

    QString newFile() { return m_folder.filePath(QStringLiteral("%1.ini").arg(++m_files)); }
    static QStringList idsOf(const ProviderList &list)
    {
        QStringList ids;
        for (const Provider &provider : list.providers())
            ids.append(provider.id);
        return ids;
    }

private Q_SLOTS:
    void twoAreAlwaysThere()
    {
        Settings settings(newFile());
        const ProviderList list(settings);
        QCOMPARE(idsOf(list), (QStringList{QStringLiteral("local"), QStringLiteral("openai")}));
        QVERIFY(list.find(QStringLiteral("local"))->baseUrl.isEmpty());
        QCOMPARE(list.find(QStringLiteral("openai"))->baseUrl, QUrl(QStringLiteral("https://api.openai.com/v1")));
        QVERIFY(!list.find(QStringLiteral("custom-1")));
    }

    void remembersWhatTheUserAdded()
    {
        const QString file = newFile();
        {
            Settings settings(file);
            ProviderList list(settings);
            QSignalSpy changed(&list, &ProviderList::changed);
            const QString id =
                list.add(QStringLiteral("会社"), QUrl(QStringLiteral("http://user:pw@10.0.0.1:8080/v1/#x")));
            QCOMPARE(id, QStringLiteral("custom-1"));
            Provider openAi = *list.find(QStringLiteral("openai"));
            openAi.baseUrl = QUrl(QStringLiteral("https://proxy.example/v1"));
            list.update(openAi);
            list.update(openAi);
            QCOMPARE(changed.size(), 2);
        }
        Settings settings(file);
        const ProviderList list(settings);
        const Provider *custom = list.find(QStringLiteral("custom-1"));
        QVERIFY(custom);
        QCOMPARE(custom->kind, Provider::Kind::Compatible);
        QCOMPARE(custom->name, QStringLiteral("会社"));
        QCOMPARE(custom->baseUrl, QUrl(QStringLiteral("http://10.0.0.1:8080/v1"))); // a password is no part of it
        QCOMPARE(list.find(QStringLiteral("openai"))->baseUrl, QUrl(QStringLiteral("https://proxy.example/v1")));
    }

    // A key of a service that went must not reach the next one.
    void idsAreNotUsedTwice()
    {
        const QString file = newFile();
        Settings settings(file);
        ProviderList list(settings);
        list.add(QStringLiteral("a"), QUrl(QStringLiteral("http://a/v1")));
        list.remove(list.providers().last().id);
        QCOMPARE(list.add(QStringLiteral("b"), QUrl(QStringLiteral("http://b/v1"))), QStringLiteral("custom-2"));
        ProviderList again(settings);
        QCOMPARE(idsOf(again).last(), QStringLiteral("custom-2"));
        QCOMPARE(again.add({}, QUrl(QStringLiteral("http://c/v1"))), QStringLiteral("custom-3"));
    }

    void whatCannotGo()
    {
        Settings settings(newFile());
        ProviderList list(settings);
        QSignalSpy changed(&list, &ProviderList::changed);
        list.remove(QStringLiteral("local"));
        list.remove(QStringLiteral("openai"));
        list.remove(QStringLiteral("nobody"));
        list.update({QStringLiteral("nobody"), Provider::Kind::Compatible, {}, {}});
        list.update({QStringLiteral("local"), Provider::Kind::Compatible, {}, QUrl(QStringLiteral("http://evil/"))});
        QCOMPARE(changed.size(), 0);
        QCOMPARE(list.providers().size(), 2);
        QCOMPARE(list.find(QStringLiteral("local"))->kind, Provider::Kind::ThisComputer);
    }

    void theLocalAddressIsNotKept()
    {
        const QString file = newFile();
        Settings settings(file);
        ProviderList list(settings);
        list.setLocalUrl(QUrl(QStringLiteral("http://127.0.0.1:5/v1")));
        QCOMPARE(list.find(QStringLiteral("local"))->baseUrl.port(), 5);
        list.add({}, QUrl(QStringLiteral("http://c/v1")));
        QVERIFY(ProviderList(settings).find(QStringLiteral("local"))->baseUrl.isEmpty());
    }
};

QTEST_GUILESS_MAIN(TstProvider)
#include "tst_provider.moc"
