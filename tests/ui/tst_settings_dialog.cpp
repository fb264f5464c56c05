// SPDX-License-Identifier: GPL-3.0-or-later
// Settings: services and their keys, checked once when entered; language, theme, places.
#include "support/screenshots.h"
#include "ui/settings/base_url.h"
#include "ui/settings/settings_dialog.h"
#include "ui/training_price.h"
#include "ui/tune_support.h"

#include <QComboBox>
#include <QDoubleSpinBox>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QRadioButton>
#include <QTest>

using namespace onsa;
using namespace onsa::tests;
using namespace onsa::ui;

namespace {

QString addFake(World &world)
{
    return world.providers.add(QStringLiteral("Team server"), world.api.url());
}

void enterKey(const SettingsDialog &dialog, const QString &key)
{
    auto *field = child<QLineEdit>(dialog, "providerKey");
    field->clear();
    QTest::keyClicks(field, key);
    QTest::keyClick(field, Qt::Key_Return);
}

QString stateOf(const SettingsDialog &dialog)
{
    return child<QLabel>(dialog, "providerState")->text();
}

} // namespace

class TestSettingsDialog : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void thisComputerIsFirst()
    {
        World world;
        SettingsDialog dialog(world.services());
        dialog.show();
        auto *list = child<QListWidget>(dialog, "providerList");
        QCOMPARE(list->item(0)->data(Qt::UserRole).toString(), QStringLiteral("local"));
        QCOMPARE(list->item(1)->data(Qt::UserRole).toString(), QStringLiteral("openai"));
        QVERIFY(child<QLabel>(dialog, "engineState")->isVisible());
        QVERIFY(!child<QPushButton>(dialog, "providerRemove")->isEnabled());
    }

    void goodKeyIsKept()
    {
        World world;
        const QString id = addFake(world);
        SettingsDialog dialog(world.services());
        dialog.show();
        dialog.showProviders(id);
        QCOMPARE(child<QLineEdit>(dialog, "providerKey")->echoMode(), QLineEdit::Password);
        world.api.requests.clear();
        enterKey(dialog, QStringLiteral("sk-good"));
        QTRY_VERIFY2(stateOf(dialog).contains(QStringLiteral("accepted")), qPrintable(stateOf(dialog)));
        const auto checks = world.api.asked("GET /v1/models");
        QVERIFY(std::any_of(checks.begin(), checks.end(), [](const ApiRequest &r) { return r.key == "sk-good"; }));
        QVERIFY(world.connections.hasKey(id));
        QVERIFY(child<QLabel>(dialog, "providerKeyState")->text().contains(QStringLiteral("keychain")));
        QVERIFY(child<QLineEdit>(dialog, "providerKey")->text().isEmpty());
        QVERIFY(dialog.isVisible()); // Enter in the field did not close it
        QTest::mouseClick(child<QPushButton>(dialog, "providerKeyRemove"), Qt::LeftButton);
        QTRY_VERIFY(!world.connections.hasKey(id));
        QTRY_VERIFY(stateOf(dialog).contains(QStringLiteral("removed")));
    }

    void badKeyIsNotKept()
    {
        World world;
        const QString id = addFake(world);
        world.api.replies["GET /v1/models"] = {
            401, R"({"error":{"message":"Incorrect key","type":"x","param":null,"code":"invalid_api_key"}})"};
        SettingsDialog dialog(world.services());
        dialog.show();
        dialog.showProviders(id);
        enterKey(dialog, QStringLiteral("sk-bad"));
        QTRY_VERIFY2(stateOf(dialog).contains(QStringLiteral("did not accept")), qPrintable(stateOf(dialog)));
        QVERIFY(!world.connections.hasKey(id));
        QCOMPARE(child<QLineEdit>(dialog, "providerKey")->text(), QStringLiteral("sk-bad")); // to be corrected
    }

    void withoutKeychainItSaysSo()
    {
        World world(Keychain::Outcome::Unavailable);
        const QString id = addFake(world);
        SettingsDialog dialog(world.services());
        dialog.show();
        dialog.showProviders(id);
        enterKey(dialog, QStringLiteral("sk-good"));
        QTRY_VERIFY(child<QLabel>(dialog, "providerKeyState")->text().contains(QStringLiteral("until Onsa closes")));
    }

    void servicesAreAddedAndRemoved()
    {
        World world;
        SettingsDialog dialog(world.services());
        dialog.show();
        QTest::mouseClick(child<QPushButton>(dialog, "providerAdd"), Qt::LeftButton);
        auto *url = child<QLineEdit>(dialog, "newProviderUrl");
        auto *add = child<QPushButton>(dialog, "newProviderAdd");
        QVERIFY(!add->isEnabled());
        QTest::keyClicks(url, QStringLiteral("not an address"));
        QVERIFY(!add->isEnabled());
        QVERIFY(child<QLabel>(dialog, "newProviderProblem")->isVisible());
        url->clear();
        QTest::keyClicks(url, world.api.url().toString());
        QTest::mouseClick(add, Qt::LeftButton);
        QCOMPARE(world.providers.providers().size(), 3);
        QCOMPARE(world.providers.providers()[2].baseUrl, world.api.url());
        QCOMPARE(child<QListWidget>(dialog, "providerList")->currentRow(), 2);
        QTRY_VERIFY(world.connections.client(world.providers.providers()[2].id)->isReady());
        // A service without a key can be checked as well.
        QTest::mouseClick(child<QPushButton>(dialog, "providerCheck"), Qt::LeftButton);
        QTRY_VERIFY2(stateOf(dialog).contains(QStringLiteral("answers")), qPrintable(stateOf(dialog)));
        QTest::mouseClick(child<QPushButton>(dialog, "providerRemove"), Qt::LeftButton);
        auto *yes = dialog.findChild<QPushButton *>(QStringLiteral("askOnceYes"));
        QVERIFY(yes);
        QTest::mouseClick(yes, Qt::LeftButton);
        QCOMPARE(world.providers.providers().size(), 2);
    }

    void thePriceIsOfOneServiceAndGoesWithIt()
    {
        World world;
        const QString id = addFake(world);
        SettingsDialog dialog(world.services());
        dialog.show();
        dialog.showProviders(id);
        auto *amount = child<QDoubleSpinBox>(dialog, "priceAmount");
        auto *currency = child<QComboBox>(dialog, "priceCurrency");
        QCOMPARE(amount->value(), 0.0); // none is built in
        amount->setValue(25);
        currency->setCurrentText(QStringLiteral("JPY"));
        dialog.showProviders(QStringLiteral("openai"));
        QCOMPARE(amount->value(), 0.0);
        QVERIFY(!trainingPrice(world.settings, QStringLiteral("openai")));
        dialog.showProviders(id);
        QCOMPARE(amount->value(), 25.0);
        QCOMPARE(currency->currentText(), QStringLiteral("JPY"));
        QCOMPARE(trainingPrice(world.settings, id), (TrainingPrice{25, QStringLiteral("JPY")}));
        QTest::mouseClick(child<QPushButton>(dialog, "providerRemove"), Qt::LeftButton);
        auto *yes = dialog.findChild<QPushButton *>(QStringLiteral("askOnceYes"));
        QVERIFY(yes);
        QTest::mouseClick(yes, Qt::LeftButton);
        QVERIFY(!trainingPrice(world.settings, id)); // another service may get its id
    }

    void addresses_data()
    {
        QTest::addColumn<QString>("typed");
        QTest::addColumn<QString>("url");
        QTest::addColumn<bool>("warned");
        QTest::addRow("full") << "https://api.example.com/v1"
                              << "https://api.example.com/v1" << false;
        QTest::addRow("slash, spaces") << " https://api.example.com/v1/ "
                                       << "https://api.example.com/v1" << false;
        QTest::addRow("no scheme") << "api.example.com/v1"
                                   << "https://api.example.com/v1" << false;
        QTest::addRow("own machine") << "localhost:8080/v1"
                                     << "http://localhost:8080/v1" << false;
        QTest::addRow("plain http") << "http://10.0.0.4:8000/v1"
                                    << "http://10.0.0.4:8000/v1" << true;
        QTest::addRow("empty") << ""
                               << "" << false;
        QTest::addRow("other scheme") << "ftp://example.com"
                                      << "" << false;
        QTest::addRow("password") << "https://me:secret@example.com/v1"
                                  << "" << false;
        QTest::addRow("query") << "https://example.com/v1?key=sk"
                               << "" << false;
        QTest::addRow("spaces inside") << "https://exa mple.com"
                                       << "" << false;
    }
    void addresses()
    {
        QFETCH(QString, typed);
        const BaseUrl address = readBaseUrl(typed);
        QTEST(address.url.toString(), "url");
        QCOMPARE(address.problem.isEmpty(), !address.url.isEmpty());
        QTEST(!address.warning.isEmpty(), "warned");
    }

    void languageAndThemeAreKept()
    {
        World world;
        SettingsDialog dialog(world.services());
        dialog.show();
        child<QListWidget>(dialog, "settingsSections")->setCurrentRow(1);
        auto *language = child<QComboBox>(dialog, "language");
        language->setFocus();
        QTest::keyClick(language, Qt::Key_End);
        QCOMPARE(world.settings.language(), QStringLiteral("ja"));
        QTest::mouseClick(child<QRadioButton>(dialog, "themeDark"), Qt::LeftButton, {}, QPoint(10, 10));
        QCOMPARE(world.settings.theme(), ThemeChoice::Dark);
    }

    void placesAreShown()
    {
        World world;
        SettingsDialog dialog(world.services());
        QCOMPARE(child<QLabel>(dialog, "dataFolderPath")->text(),
                 QString::fromStdString(Settings::dataFolder().string()));
        QVERIFY(!child<QLabel>(dialog, "logFilePath")->text().isEmpty());
    }

    void screenshots()
    {
        World world;
        const QString id = addFake(world);
        forEachFace([&](const QString &language, ThemeChoice) {
            SettingsDialog dialog(world.services());
            dialog.show();
            dialog.showProviders(QStringLiteral("openai"));
            QVERIFY(screenshot(dialog, QStringLiteral("settings-key"), language));
            dialog.showProviders(id);
            enterKey(dialog, QStringLiteral("sk-good"));
            QTRY_VERIFY(child<QLineEdit>(dialog, "providerKey")->isEnabled());
            QVERIFY(screenshot(dialog, QStringLiteral("settings-service"), language));
            auto *sections = child<QListWidget>(dialog, "settingsSections");
            for (int row = 1; row < sections->count(); ++row) {
                sections->setCurrentRow(row);
                QVERIFY(screenshot(dialog, QStringLiteral("settings-%1").arg(row + 1), language));
            }
        });
    }
};

QTEST_MAIN(TestSettingsDialog)
#include "tst_settings_dialog.moc"
