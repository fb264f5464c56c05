// SPDX-License-Identifier: GPL-3.0-or-later
// The one question before something is lost: Enter and Escape lose nothing.
#include "ui/jobs/ask_once.h"

#include <QMessageBox>
#include <QPushButton>
#include <QTest>

using namespace onsa::ui;

class TestAskOnce : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theSaferButtonHasTheFocus()
    {
        QWidget window;
        window.show();
        QVERIFY(QTest::qWaitForWindowActive(&window));
        for (const auto key : {Qt::Key_Return, Qt::Key_Space, Qt::Key_Escape}) {
            bool deleted = false;
            askOnce(&window, QStringLiteral("Delete"), QStringLiteral("Delete all?"), QStringLiteral("Delete"),
                    [&] { deleted = true; });
            auto *box = window.findChild<QMessageBox *>(QStringLiteral("askOnce"));
            QVERIFY(box);
            QVERIFY(QTest::qWaitForWindowActive(box));
            QCOMPARE(box->focusWidget(), static_cast<QWidget *>(box->button(QMessageBox::Cancel)));
            QTest::keyClick(box->focusWidget(), key);
            QTRY_VERIFY(!window.findChild<QMessageBox *>(QStringLiteral("askOnce")));
            QVERIFY(!deleted);
        }
    }

    void theVerbDoesIt()
    {
        QWidget window;
        window.show();
        bool deleted = false;
        askOnce(&window, QStringLiteral("Delete"), QStringLiteral("Delete all?"), QStringLiteral("Delete"),
                [&] { deleted = true; });
        auto *yes = window.findChild<QPushButton *>(QStringLiteral("askOnceYes"));
        QVERIFY(yes);
        yes->click();
        QVERIFY(deleted);
    }
};

QTEST_MAIN(TestAskOnce)
#include "tst_ask_once.moc"
