// SPDX-License-Identifier: GPL-3.0-or-later
// Groups of rows side by side, decided by keyboard; the statistics of a data set; what a training costs.
#include "ui/dataset/cluster_dialog.h"
#include "ui/dataset/dataset_page.h"
#include "ui/dataset/histogram_view.h"
#include "ui/dataset/statistics_dialog.h"

#include "support/screenshots.h"
#include "support/window_services.h"
#include "ui/dataset/cluster_member.h"
#include "ui/error_banner.h"
#include "ui/resource_folder.h"
#include "ui/training_price.h"

#include <QAction>
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QLabel>
#include <QListView>
#include <QLocale>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>
#include <QTextBlock>
#include <QTextEdit>
#include <QTreeWidget>
#include <QUndoStack>

#include <numeric>

using namespace onsa;
using namespace onsa::ui;

namespace {

QByteArray pairLine(const QByteArray &prompt, const QByteArray &completion)
{
    return "{\"prompt\":\"" + prompt + "\",\"completion\":\"" + completion + "\"}\n";
}

} // namespace

class TestClusterDialog : public QObject
{
    Q_OBJECT

private:
    template <class T = QWidget> T *find(const char *name) const { return m_page->findChild<T *>(QLatin1String(name)); }
    ClusterDialog *dialog() const { return m_page->findChild<ClusterDialog *>(); }
    QStringList lines() const
    {
        QStringList all;
        for (int row = 0; row < m_page->document()->rowCount(); ++row)
            all << QString::fromStdString(m_page->document()->line(row));
        return all;
    }
    void makePage()
    {
        m_page = std::make_unique<DatasetPage>(m_services->services());
        m_page->resize(1280, 800);
        m_page->show();
        QVERIFY(QTest::qWaitForWindowActive(m_page.get()));
    }
    void open(const QByteArray &bytes)
    {
        QSignalSpy spy(m_page.get(), &DatasetPage::documentChanged);
        m_page->openFile(m_services->write(QStringLiteral("rows.jsonl"), bytes));
        QTRY_VERIFY(!spy.isEmpty());
    }
    void compare(int groups)
    {
        m_page->action(QStringLiteral("actionClusters"))->trigger();
        QVERIFY(dialog());
        QVERIFY(QTest::qWaitForWindowActive(dialog()));
        QTRY_COMPARE(dialog()->clusterCount(), groups);
        QTRY_VERIFY(find<QListView>("clusterList")->hasFocus() || groups == 0);
    }
    void press(int key, Qt::KeyboardModifiers modifiers = Qt::NoModifier)
    {
        QTest::keyClick(QApplication::focusWidget(), Qt::Key(key), modifiers);
    }

private Q_SLOTS:
    void init()
    {
        applyTheme(*qApp, ThemeChoice::Light);
        m_services = std::make_unique<tests::WindowServices>();
        makePage();
    }
    void cleanup()
    {
        m_page.reset();
        m_services.reset();
    }

    // Behaviour 24: duplicates and contradictions side by side with keep-this keys.
    void keysKeepOneAndUndoBringsItBack()
    {
        open(pairLine("What is it?", "A cat.") + pairLine("b", "x") + pairLine("What is it?", "A dog.")
             + pairLine("b", "x") + pairLine("b", "x"));
        const QStringList before = lines();
        compare(2);
        // The first group: other answers to one question, with what differs marked in both.
        QTRY_COMPARE(find<QLabel>("clusterTitle1")->text(), QStringLiteral("Row 1"));
        QCOMPARE(find<QLabel>("clusterTitle2")->text(), QStringLiteral("Row 3"));
        const auto marked = [this](const char *name) {
            QString out;
            const QTextDocument *text = find<QTextEdit>(name)->document();
            for (QTextBlock block = text->begin(); block.isValid(); block = block.next())
                for (auto part = block.begin(); !part.atEnd(); ++part)
                    if (part.fragment().charFormat().fontUnderline())
                        out += part.fragment().text();
            return out;
        };
        QTRY_VERIFY(!marked("clusterText2").isEmpty());
        QVERIFY(marked("clusterText1").contains(QLatin1Char('c')));
        QVERIFY(marked("clusterText2").contains(QLatin1Char('d')));
        QVERIFY(!marked("clusterText2").contains(QLatin1String("What")));

        press(Qt::Key_2, Qt::AltModifier); // keep the second
        QTRY_COMPARE(dialog()->clusterCount(), 1);
        QCOMPARE(lines(), (QStringList{before[1], before[2], before[3], before[4]}));
        press(Qt::Key_F, Qt::AltModifier); // of the duplicates the first
        QTRY_COMPARE(dialog()->clusterCount(), 0);
        QCOMPARE(lines(), (QStringList{before[1], before[2]}));
        QVERIFY(find<QLabel>("clusterSummary")->isVisible());
        QVERIFY(!find<QPushButton>("clusterKeepFirst")->isVisible());
        QTRY_VERIFY(find<QPushButton>("clusterClose")->hasFocus());

        press(Qt::Key_Z, Qt::ControlModifier); // one step each
        QTRY_COMPARE(dialog()->clusterCount(), 1);
        press(Qt::Key_Z, Qt::ControlModifier);
        QTRY_COMPARE(dialog()->clusterCount(), 2);
        QCOMPARE(lines(), before);
        QVERIFY(!m_page->document()->undoStack()->canUndo());
        press(Qt::Key_Escape);
        QTRY_VERIFY(!dialog());
    }

    void variantsStayAndAreRemembered()
    {
        open(pairLine("a", "one") + pairLine("a", "two"));
        compare(1);
        press(Qt::Key_R, Qt::AltModifier);
        QTRY_COMPARE(dialog()->clusterCount(), 0);
        QCOMPARE(m_page->document()->rowCount(), 2);
        QVERIFY(!m_page->document()->undoStack()->canUndo());
        dialog()->reject();
        QTRY_VERIFY(!dialog());
        compare(0); // looked for again
        dialog()->reject();
        QTRY_VERIFY(!dialog());
        m_page->action(QStringLiteral("actionCheck"))->trigger(); // and no finding any more
        QTRY_VERIFY(find<QPushButton>("issuesRestore")->isVisible());
        m_page.reset();
        makePage();
        QSignalSpy spy(m_page.get(), &DatasetPage::documentChanged);
        m_page->openFile(m_services->path(QStringLiteral("rows.jsonl"))); // the next day
        QTRY_VERIFY(!spy.isEmpty());
        compare(0);
    }

    void theFirstOfAllInOneStep()
    {
        QByteArray rows;
        for (int i = 0; i < 600; ++i)
            rows += pairLine("q" + QByteArray::number(i / 3), "a");
        rows += pairLine("z", "1") + pairLine("z", "2");
        open(rows);
        compare(201);
        auto *all = find<QPushButton>("clusterKeepFirstOfAll");
        QVERIFY(all->text().contains(QLatin1String("400"))); // says the number before
        all->click();
        QTRY_COMPARE(m_page->document()->rowCount(), 202); // contradictions are for a person to decide
        QTRY_COMPARE(dialog()->clusterCount(), 1);
        QVERIFY(!all->isVisible());
        m_page->document()->undo([](const Result<> &) {});
        QTRY_COMPARE(m_page->document()->rowCount(), 602);
        QTRY_COMPARE(dialog()->clusterCount(), 201);
        QVERIFY(!m_page->document()->undoStack()->canUndo());
    }

    void goingToARowAndOneKind()
    {
        open(pairLine("b", "x") + pairLine("a", "one") + pairLine("b", "x") + pairLine("a", "two"));
        m_page->action(QStringLiteral("actionCheck"))->trigger();
        auto *tree = find<QTreeWidget>("issuesTree");
        const auto kind = [tree](const char *id) -> QTreeWidgetItem * {
            for (int i = 0; i < tree->topLevelItemCount(); ++i)
                if (tree->topLevelItem(i)->data(0, Qt::UserRole + 1).toString() == QLatin1String(id))
                    return tree->topLevelItem(i);
            return nullptr;
        };
        QTRY_VERIFY(kind("duplicate"));
        tree->setCurrentItem(kind("duplicate"));
        find<QPushButton>("issuesCompare")->click(); // from the finding to its groups
        QVERIFY(dialog());
        QTRY_COMPARE(dialog()->clusterCount(), 1);
        QCOMPARE(find<QComboBox>("clusterKinds")->currentData().toString(), QStringLiteral("duplicate"));
        QCOMPARE(find<QLabel>("clusterTitle2")->text(), QStringLiteral("Row 3"));
        find<QPushButton>("clusterGo2")->click();
        QTRY_VERIFY(!dialog());
        QCOMPARE(m_page->findChild<QAbstractItemView *>(QStringLiteral("dataTable"))->currentIndex().row(), 2);
    }

    void nothingToCompare()
    {
        open(pairLine("a", "x") + pairLine("b", "y"));
        compare(0);
        QTRY_VERIFY(find<QLabel>("clusterSummary")->text().contains(QLatin1String("no two")));
        QVERIFY(!find<QListView>("clusterList")->isVisible());
        QTRY_VERIFY(find<QPushButton>("clusterClose")->hasFocus());
    }

    void spreads()
    {
        const Spread one = spreadOf({5}, 0);
        QCOMPARE(one.median, 5);
        QCOMPARE(one.bars, (std::vector<std::size_t>{1}));
        std::vector<int> hundred;
        for (int i = 1; i <= 100; ++i)
            hundred.push_back(101 - i);
        const Spread spread = spreadOf(hundred, 90);
        QCOMPARE(spread.least, 1);
        QCOMPARE(spread.median, 50);
        QCOMPARE(spread.p95, 95);
        QCOMPARE(spread.most, 100);
        QCOMPARE(spread.over, std::size_t(10));
        QCOMPARE(spread.mean, 50.5);
        QCOMPARE(spread.width, 5);
        QCOMPARE(spread.first, 0);
        QCOMPARE(spread.bars.size(), std::size_t(21));
        QCOMPARE(std::accumulate(spread.bars.begin(), spread.bars.end(), std::size_t(0)), std::size_t(100));
        QCOMPARE(spread.bars.front(), std::size_t(4)); // 1 to 4
        QCOMPARE(spreadOf({}, 10).count, std::size_t(0));
        QCOMPARE(spreadOf({0, 2'000'000'000}, 0).bars.size() <= 24, true);
    }

    // The rule of the cookbook.
    void rounds()
    {
        QCOMPARE(automaticRounds(5), 20);
        QCOMPARE(automaticRounds(1), 25);
        QCOMPARE(automaticRounds(33), 3);
        QCOMPARE(automaticRounds(34), 3);
        QCOMPARE(automaticRounds(8'333), 3);
        QCOMPARE(automaticRounds(10'000), 2);
        QCOMPARE(automaticRounds(100'000), 1);
        QCOMPARE(automaticRounds(0), 3);
    }

    void statisticsAndTheirCost()
    {
        m_services->services().settings.setValue(QStringLiteral("data/tokenizer"), QStringLiteral("cl100k_base"));
        setTrainingPrice(m_services->services().settings, QStringLiteral("openai"), {8.0, QStringLiteral("USD")});
        makePage();
        QSignalSpy status(m_page.get(), &DatasetPage::statusChanged);
        const QByteArray chat =
            "{\"messages\":[{\"role\":\"user\",\"content\":\"hello world\"},{\"role\":\"assistant\","
            "\"content\":\"hello\"}]}\n";
        open(chat + chat + pairLine("hello world", "hello") + "{broken\n");
        // Pairs: 2 + 1. Chats: 3 for each message and 3 for the whole, 1 for each role.
        const int chatTokens = 2 + 1 + 2 * 3 + 3 + 2;
        QTRY_VERIFY(!status.isEmpty() && status.last().at(1).toString().contains(QLatin1String("billed")));
        QVERIFY(status.last().at(1).toString().contains(QLatin1String("USD")));
        m_page->action(QStringLiteral("actionStatistics"))->trigger();
        auto *statistics = m_page->findChild<StatisticsDialog *>();
        QVERIFY(statistics);
        QTRY_COMPARE(statistics->statistics().rows, std::size_t(3));
        const RowStatistics &all = statistics->statistics();
        QCOMPARE(all.tokens.most, chatTokens);
        QCOMPARE(all.tokens.least, 3);
        QCOMPARE(all.answerTokens.most, 1);
        QCOMPARE(all.promptCharacters.median, 11);
        QCOMPARE(all.messages.count, std::size_t(2));
        QCOMPARE(all.messages.median, 2);
        QCOMPARE(all.withoutSystem, std::size_t(2));
        QCOMPARE(all.withoutUser, std::size_t(0));
        QCOMPARE(all.billed, qint64(2 * chatTokens + 3));
        QCOMPARE(all.rounds, 25);
        QVERIFY(find<HistogramView>("spreadTokens")->accessibleDescription().contains(QLatin1String("14")));
        QVERIFY(find<QLabel>("statisticsSummary")->text().contains(QLatin1String("USD")));
        statistics->reject();
    }

    void nearlyTooLong()
    {
        // The starter model reads a certain number of tokens; rows of a tenth less, and of a few more.
        const auto counter = TokenCounter::load(resourceFile(QStringLiteral("starter/onsa-starter")));
        if (!counter)
            QSKIP("the starter model is not there");
        const int context = counter->context();
        const auto rowOf = [&](int tokens) {
            QByteArray text;
            while (counter->count(std::string_view(text.constData(), std::size_t(text.size()))) < tokens)
                text += "word ";
            return pairLine("", text);
        };
        open(rowOf(context * 8 / 10) + rowOf(context * 95 / 100) + rowOf(context + 20));
        DatasetDocument &document = *m_page->document();
        const auto totals = counter->countAll(*document.snapshot(), {});
        QCOMPARE(totals.nearLimit.size(), std::size_t(1));
        QCOMPARE(totals.nearLimit.front().first, document.rowId(1));
        QCOMPARE(totals.tooLong.size(), std::size_t(1));
        QCOMPARE(totals.tooLong.front().first, document.rowId(2));
    }

    void moneyInWords()
    {
        QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates));
        QCOMPARE(moneyWords({8.0, QStringLiteral("USD")}, 1'500'000), QStringLiteral("≈ 12.00 USD"));
        QCOMPARE(moneyWords({8.0, QStringLiteral("USD")}, 10), QStringLiteral("< 0.01 USD"));
        QCOMPARE(moneyWords({1200.0, QStringLiteral("JPY")}, 1'500'000), QStringLiteral("≈ 1,800 JPY"));
        Settings &settings = m_services->services().settings;
        QVERIFY(!trainingPrice(settings, QStringLiteral("openai"))); // none is built in
        QVERIFY(costWords(settings, m_services->services().providers, 1000).isEmpty());
        setTrainingPrice(settings, QStringLiteral("openai"), {-3, QStringLiteral("USD")});
        QVERIFY(!trainingPrice(settings, QStringLiteral("openai")));
    }

    void pictures()
    {
        QByteArray rows;
        for (int i = 0; i < 40; ++i)
            rows += pairLine("経費の精算期限はいつですか（" + QByteArray::number(i / 2) + "）",
                             i % 2 ? "翌月の10日です。" : "翌月の末日です。");
        rows += pairLine("What are the opening hours?", "From nine to five on weekdays.");
        rows += pairLine("What are the opening hours?", "From nine to six on weekdays, and on Saturday.");
        tests::forEachFace([&](const QString &language, ThemeChoice) {
            m_page.reset();
            m_services = std::make_unique<tests::WindowServices>();
            m_services->services().settings.setValue(QStringLiteral("data/tokenizer"), QStringLiteral("cl100k_base"));
            setTrainingPrice(m_services->services().settings, QStringLiteral("openai"), {8.0, QStringLiteral("USD")});
            makePage();
            open(rows);
            compare(41); // 21 questions with two answers, 20 of them nearly one question
            QVERIFY(tests::screenshot(*dialog(), QStringLiteral("clusters"), language));
            dialog()->reject();
            QTRY_VERIFY(!dialog());
            QTest::qWait(300); // the tokenizer comes in the background
            m_page->action(QStringLiteral("actionStatistics"))->trigger();
            auto *statistics = m_page->findChild<StatisticsDialog *>();
            QTRY_COMPARE(statistics->statistics().rows, std::size_t(42));
            QVERIFY(tests::screenshot(*statistics, QStringLiteral("statistics"), language));
            statistics->reject();
        });
    }

private:
    std::unique_ptr<tests::WindowServices> m_services;
    std::unique_ptr<DatasetPage> m_page;
};

QTEST_MAIN(TestClusterDialog)
#include "tst_cluster_dialog.moc"
