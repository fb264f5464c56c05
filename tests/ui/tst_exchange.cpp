// SPDX-License-Identifier: GPL-3.0-or-later
// Rows in and out as a person does it: dialogs by the names of their controls.
#include "dataset/export/export_format.h"
#include "support/screenshots.h"
#include "support/window_services.h"
#include "ui/dataset/dataset_page.h"
#include "ui/error_banner.h"

#include <QAction>
#include <QCheckBox>
#include <QClipboard>
#include <QComboBox>
#include <QDialog>
#include <QFile>
#include <QFileInfo>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QMimeData>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QRadioButton>
#include <QSignalSpy>
#include <QSpinBox>
#include <QTableWidget>
#include <QTest>
#include <QTreeWidget>
#include <QUndoStack>
#include <QUrl>

using namespace onsa;
using namespace onsa::ui;

namespace {

QByteArray read(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray("?");
}

} // namespace

class TestExchange : public QObject
{
    Q_OBJECT

private:
    template <class T = QWidget> T *find(const char *name) const { return m_page->findChild<T *>(QLatin1String(name)); }
    void trigger(const char *name) { m_page->action(QLatin1String(name))->trigger(); }
    DatasetDocument *document() const { return m_page->document(); }
    QString banner() const { return find<QLabel>("bannerText")->text(); }
    QString text(int row, int column) const
    {
        return m_page->model()->index(row, column).data(Qt::EditRole).toString();
    }
    void makePage()
    {
        m_page = std::make_unique<DatasetPage>(m_services->services());
        m_page->resize(1200, 700);
        m_page->show();
    }
    void open(const QByteArray &bytes)
    {
        QSignalSpy spy(m_page.get(), &DatasetPage::documentChanged);
        m_page->openFile(m_services->write(QStringLiteral("rows.jsonl"), bytes));
        QTRY_VERIFY(!spy.isEmpty());
    }
    QTableWidget *waitForPreview()
    {
        auto ready = [this] {
            auto *go = find<QPushButton>("importGo");
            return go && go->isEnabled() && find<QTableWidget>("importRows")->rowCount() > 0;
        };
        return QTest::qWaitFor(ready, 20000) ? find<QTableWidget>("importRows") : nullptr;
    }
    void choose(const char *name, int data)
    {
        auto *box = find<QComboBox>(name);
        box->setCurrentIndex(box->findData(data));
        Q_EMIT box->activated(box->currentIndex());
    }
    static QByteArray japaneseCsv()
    {
        return QByteArray("\x93\xFA\x95\x74\x2C\x8E\xBF\x96\xE2\x2C\x89\xF1\x93\x9A\r\n" // 日付,質問,回答 in CP932
                          "1/4,\x83\x7C\x81\x5B\x83\x67\x82\xCD\x81\x48,\x82\xA0\x82\xE8\x82\xDC\x82\xB7\x81\x42\r\n"
                          "1/5,\x88\xF3\x8D\xFC\x82\xC5\x82\xAB\x82\xDC\x82\xB9\x82\xF1,\"\x8D\xC4\x8B\x4E\x93\xAE\r\n"
                          "\x82\xB5\x82\xC4\x82\xAD\x82\xBE\x82\xB3\x82\xA2\"\r\n"
                          "1/6,a,b,c,d\r\n");
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
        makePage();
        QVERIFY(QTest::qWaitForWindowActive(m_page.get()));
    }
    void cleanup()
    {
        m_page.reset();
        m_services.reset();
    }

    void aTableBecomesANewDataSet()
    {
        const QString csv = m_services->write(QStringLiteral("faq.csv"), japaneseCsv());
        m_page->takeFiles({csv});
        QTableWidget *rows = waitForPreview();
        QVERIFY(rows);
        QCOMPARE(find<QComboBox>("importEncoding")->currentIndex(), 4); // CP932
        QCOMPARE(rows->rowCount(), 3);
        QCOMPARE(rows->item(0, 1)->text(), QStringLiteral("ポートは？"));
        QCOMPARE(rows->item(1, 2)->text(), QStringLiteral("再起動⏎してください"));
        QCOMPARE(find<QTableWidget>("importColumns")->rowCount(), 3);
        QVERIFY(rows->item(2, 1)->text().contains(QLatin1String("Line 5, column 4"))); // a comma too many
        QVERIFY(find<QRadioButton>("importNew")->isChecked()); // there is nothing to add to
        find<QLineEdit>("importTarget")->setText(m_services->path(QStringLiteral("made.jsonl")));
        find<QPushButton>("importGo")->click();
        QTRY_VERIFY(document() && document()->rowCount() == 2);
        QCOMPARE(text(0, DatasetModel::CompletionColumn), QStringLiteral("あります。"));
        QTRY_VERIFY(banner().startsWith(QLatin1String("Imported 2 rows. 1 ")));
        QVERIFY(QFileInfo::exists(m_services->path(QStringLiteral("made.jsonl"))));
        QVERIFY(document()->line(0).find("\"日付\":\"1/4\"") != std::string::npos);
    }

    void rowsAreAddedInOneStepAndLeftOutOnesAreShown()
    {
        open("{\"prompt\":\"first\",\"completion\":\"x\"}\n");
        const QString csv = m_services->write(QStringLiteral("more.csv"), "prompt,completion\na,b\nc,\"d\"d\ne,f\n");
        m_page->takeFiles({csv});
        QVERIFY(waitForPreview());
        QVERIFY(find<QRadioButton>("importAppend")->isChecked());
        QVERIFY(find<QLabel>("importFaults")->isVisible());
        QVERIFY(find<QLabel>("importFaults")->text().contains(QLatin1String("Line 3, column 2")));
        find<QPushButton>("importGo")->click();
        QTRY_COMPARE(document()->rowCount(), 3);
        QTRY_VERIFY(find<ErrorBanner>("banner")->isVisible());
        Q_EMIT find<ErrorBanner>("banner")->messageActionTriggered();
        QVERIFY(find<QPlainTextEdit>("leftOutList")->toPlainText().contains(QLatin1String("Line 3, column 2")));
        find<QDialog>("leftOutDialog")->reject();
        trigger("actionUndo");
        QCOMPARE(document()->rowCount(), 1);
    }

    void choicesChangeThePreview()
    {
        open("{\"prompt\":\"first\",\"completion\":\"x\"}\n");
        m_page->takeFiles({m_services->write(QStringLiteral("x.csv"), "role;q;a\nBe kind.;p;c\n")});
        QTableWidget *rows = waitForPreview();
        QVERIFY(rows);
        choose("importUse0", int(7)); // keep
        QTRY_COMPARE(rows->item(0, 1) ? rows->item(0, 1)->text() : QString(), QStringLiteral("p"));
        find<QCheckBox>("importHeader")->click();
        QTRY_COMPARE(rows->rowCount(), 2);
        QVERIFY(find<QTableWidget>("importColumns")->item(0, 0)->text() != QLatin1String("role"));
        find<QDialog>("importDialog")->reject();
        QTRY_VERIFY(!find<QDialog>("importDialog"));
        QCOMPARE(document()->rowCount(), 1);
    }

    void hostileFilesAreRefusedInWords()
    {
        open("{\"prompt\":\"first\",\"completion\":\"x\"}\n");
        m_page->takeFiles({m_services->write(QStringLiteral("x.xlsx"), "PK\3\4 nothing")});
        QTRY_VERIFY(find<ErrorBanner>("banner")->isVisible());
        QVERIFY(banner().contains(QLatin1String("workbook")));
        QCOMPARE(document()->rowCount(), 1);
    }

    void copiedFilesArePasted()
    {
        open("{\"prompt\":\"first\",\"completion\":\"x\"}\n");
        auto *data = new QMimeData;
        data->setUrls({QUrl::fromLocalFile(m_services->write(QStringLiteral("p.tsv"), "prompt\tcompletion\na\tb\n"))});
        QGuiApplication::clipboard()->setMimeData(data);
        trigger("actionPaste");
        QVERIFY(waitForPreview());
        QTest::keyClick(find<QDialog>("importDialog"), Qt::Key_Escape);
        QTRY_VERIFY(!find<QDialog>("importDialog"));
    }

    void exportListsErrorsAndWritesTheRest()
    {
        open("{\"prompt\":\"a\",\"completion\":\"b\"}\n{\"prompt\":\"a\",\"completion\":\"\"}\n");
        trigger("actionExport");
        choose("exportFormat", int(ExportFormat::ExcelCsv));
        QTRY_VERIFY(find<QPushButton>("exportGo")->isEnabled());
        QCOMPARE(find<QListWidget>("exportErrors")->count(), 1);
        QVERIFY(find<QListWidget>("exportErrors")->item(0)->text().startsWith(QLatin1String("Row 2")));
        QCOMPARE(find<QPushButton>("exportGo")->text(), QStringLiteral("Export without those rows"));
        const QString target = m_services->path(QStringLiteral("out.csv"));
        find<QLineEdit>("exportTarget")->setText(target);
        find<QPushButton>("exportGo")->click();
        QTRY_VERIFY(!find<QDialog>("exportDialog"));
        QCOMPARE(read(target), QByteArray("\xEF\xBB\xBFprompt,completion\r\na,b\r\n"));
        QVERIFY(QFileInfo::exists(m_services->path(QStringLiteral("out.meta.json"))));
        QTRY_VERIFY(banner().contains(QLatin1String("out.csv")));
    }

    void theNoteCountsWhatTheUserKeeps()
    {
        open("{\"prompt\":\" a\",\"completion\":\"b\"}\n{\"prompt\":\"c \",\"completion\":\"d\"}\n");
        trigger("actionCheck");
        auto *tree = find<QTreeWidget>("issuesTree");
        const auto kind = [tree]() -> QTreeWidgetItem * {
            for (int i = 0; i < tree->topLevelItemCount(); ++i)
                if (tree->topLevelItem(i)->data(0, Qt::UserRole + 1).toString() == QLatin1String("surrounding_space"))
                    return tree->topLevelItem(i);
            return nullptr;
        };
        QTRY_VERIFY(kind());
        tree->setCurrentItem(kind());
        find<QPushButton>("issuesKeep")->click();
        QTRY_VERIFY(find<QPushButton>("keepAccept"));
        find<QPushButton>("keepAccept")->click();
        QTRY_VERIFY(!kind());
        trigger("actionExport");
        QTRY_VERIFY(find<QPushButton>("exportGo")->isEnabled());
        find<QLineEdit>("exportTarget")->setText(m_services->path(QStringLiteral("out.jsonl")));
        find<QPushButton>("exportGo")->click();
        QTRY_VERIFY(!find<QDialog>("exportDialog"));
        const QByteArray note = read(m_services->path(QStringLiteral("out.meta.json")));
        const QJsonObject dismissed =
            QJsonDocument::fromJson(note).object().value(QLatin1String("dismissed")).toObject();
        QCOMPARE(dismissed.value(QLatin1String("surrounding_space")).toInt(), 2);
        QCOMPARE(dismissed.size(), 1);
    }

    void exportNeverReplacesUnasked()
    {
        open("{\"prompt\":\"a\",\"completion\":\"b\"}\n");
        const QString target = m_services->write(QStringLiteral("old.jsonl"), "old");
        trigger("actionExport");
        QTRY_VERIFY(find<QPushButton>("exportGo")->isEnabled());
        auto *dialog = find<QDialog>("exportDialog");
        auto *said = dialog->findChild<ErrorBanner *>();
        find<QLineEdit>("exportTarget")->setText(m_services->path(QStringLiteral("rows.jsonl")));
        find<QPushButton>("exportGo")->click();
        QVERIFY(said->isVisible()); // the open data set itself
        find<QLineEdit>("exportTarget")->setText(target);
        find<QPushButton>("exportGo")->click();
        QVERIFY(said->isVisible());
        QCOMPARE(read(target), QByteArray("old"));
        find<QPushButton>("exportGo")->click();
        QTRY_COMPARE(read(target), QByteArray("{\"prompt\":\"a\",\"completion\":\"b\"}\n"));
        QTRY_VERIFY(!find<QDialog>("exportDialog"));
    }

    void convertIsOneStep()
    {
        open("{\"prompt\":\"a\",\"completion\":\"b\"}\n{\"prompt\":\"c\",\"completion\":\"d\"}\n");
        trigger("actionConvert");
        find<QPlainTextEdit>("convertSystem")->setPlainText(QStringLiteral("Be kind."));
        QTRY_VERIFY(find<QPushButton>("convertGo")->isEnabled());
        QVERIFY(find<QLabel>("convertSummary")->text().startsWith(QLatin1String("Rows that will be converted: 2.")));
        find<QPushButton>("convertGo")->click();
        QTRY_VERIFY(document()->line(1).find("\"system\"") != std::string::npos);
        QTRY_VERIFY(!find<QDialog>("convertDialog"));
        trigger("actionConvert");
        choose("convertDirection", 0);
        auto *direction = find<QComboBox>("convertDirection");
        direction->setCurrentIndex(1);
        Q_EMIT direction->activated(1);
        QTRY_VERIFY(find<QPushButton>("convertGo")->isEnabled());
        QVERIFY(find<QLabel>("convertSummary")->text().contains(QLatin1String("lose their instructions")));
        find<QDialog>("convertDialog")->reject();
        trigger("actionUndo");
        QCOMPARE(QByteArray::fromStdString(document()->line(1)), QByteArray("{\"prompt\":\"c\",\"completion\":\"d\"}"));
    }

    void splitWritesTwoFiles()
    {
        QByteArray rows;
        for (int i = 0; i < 100; ++i)
            rows += QStringLiteral("{\"prompt\":\"q%1\",\"completion\":\"a\",\"topic\":\"t%2\"}\n")
                        .arg(i)
                        .arg(i % 9)
                        .toUtf8();
        open(rows);
        trigger("actionSplit");
        find<QSpinBox>("splitShare")->setValue(20);
        auto *group = find<QComboBox>("splitGroup");
        QCOMPARE(group->count(), 2);
        QTRY_VERIFY(find<QPushButton>("splitGo")->isEnabled());
        find<QPushButton>("splitGo")->click();
        QTRY_VERIFY(!find<QDialog>("splitDialog"));
        const QByteArray training = read(m_services->path(QStringLiteral("rows.train.jsonl")));
        const QByteArray validation = read(m_services->path(QStringLiteral("rows.validation.jsonl")));
        QCOMPARE(training.count('\n') + validation.count('\n'), 100);
        QVERIFY(validation.count('\n') > 5);
    }

    void everyControlHasAName()
    {
        open("{\"prompt\":\"a\",\"completion\":\"b\"}\n");
        m_page->takeFiles({m_services->write(QStringLiteral("x.csv"), "q,a\n1,2\n")});
        QVERIFY(waitForPreview());
        checkNames("importDialog");
        for (const auto &[action, dialog] : {std::pair{"actionExport", "exportDialog"},
                                             {"actionConvert", "convertDialog"},
                                             {"actionSplit", "splitDialog"}}) {
            trigger(action);
            checkNames(dialog);
        }
    }

    void pictures()
    {
        tests::forEachFace([this](const QString &language, ThemeChoice) {
            makePage();
            open("{\"prompt\":\"パスワードを忘れました\",\"completion\":\"ログイン画面で再設定できます。\",\"score\":1}"
                 "\n{\"prompt\":\"a\",\"completion\":\"\"}\n");
            const auto shoot = [&](const char *dialog, const QString &name) {
                QTest::qWait(300);
                tests::screenshot(*find<QDialog>(dialog), name, language);
                find<QDialog>(dialog)->close();
                QTRY_VERIFY(!find<QDialog>(dialog));
            };
            m_page->takeFiles({m_services->write(QStringLiteral("よくある質問.csv"), japaneseCsv())});
            QVERIFY(waitForPreview());
            shoot("importDialog", QStringLiteral("import"));
            trigger("actionExport");
            choose("exportFormat", int(ExportFormat::Xlsx));
            QTRY_VERIFY(find<QPushButton>("exportGo")->isEnabled());
            shoot("exportDialog", QStringLiteral("export"));
            trigger("actionConvert");
            QTRY_VERIFY(find<QPushButton>("convertGo")->isEnabled());
            shoot("convertDialog", QStringLiteral("convert"));
            trigger("actionSplit");
            shoot("splitDialog", QStringLiteral("split"));
            m_page.reset();
        });
        makePage();
    }

private:
    void checkNames(const char *name)
    {
        auto *dialog = find<QDialog>(name);
        QVERIFY2(dialog, name);
        for (const QWidget *control : dialog->findChildren<QWidget *>()) {
            const bool matters = qobject_cast<const QComboBox *>(control) || qobject_cast<const QLineEdit *>(control)
                || qobject_cast<const QTableWidget *>(control) || qobject_cast<const QListWidget *>(control)
                || qobject_cast<const QSpinBox *>(control) || qobject_cast<const QPlainTextEdit *>(control);
            if (matters && !control->objectName().isEmpty() && !control->objectName().startsWith(QLatin1String("qt_")))
                QVERIFY2(!control->accessibleName().isEmpty(), qPrintable(control->objectName()));
        }
        dialog->close();
        QTRY_VERIFY(!find<QDialog>(name));
    }

    std::unique_ptr<tests::WindowServices> m_services;
    std::unique_ptr<DatasetPage> m_page;
};

QTEST_MAIN(TestExchange)
#include "tst_exchange.moc"
