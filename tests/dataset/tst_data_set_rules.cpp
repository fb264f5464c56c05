// SPDX-License-Identifier: GPL-3.0-or-later
// Rules about the file and the data set as a whole (S7, S8, S18, T20, X7), and what becomes of them.
#include "dataset/boilerplate.h"
#include "dataset/data_set_rules.h"
#include "dataset/finding_fixes.h"
#include "dataset/row_sample.h"
#include "dataset_fixture.h"

#include <set>

using namespace onsa;
using namespace onsa::test;

namespace {

std::string fileIds(const DatasetDocument &document)
{
    std::string ids;
    for (const Issue &issue : checkAll(*document.snapshot(), {}, {}).fileIssues)
        if (issue.id != "too_few_examples" && issue.id != "imbalance")
            ids += (ids.empty() ? "" : " ") + issue.id;
    return ids;
}

std::string rowsOf(std::size_t count, const std::function<std::string(std::size_t)> &row)
{
    std::string bytes;
    for (std::size_t i = 0; i < count; ++i)
        bytes += row(i) + "\n";
    return bytes;
}

std::string number(std::size_t i)
{
    return std::to_string(i);
}

} // namespace

class TestDataSetRules : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void lineEndsAreTold_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QByteArray>("ids");
        QTest::addColumn<QByteArray>("unified");
        QTest::newRow("unix") << QByteArray("{}\n{}\n") << QByteArray() << QByteArray("{}\n{}\n");
        QTest::newRow("windows") << QByteArray("{}\r\n{}\r\n") << QByteArray("mixed_line_ends")
                                 << QByteArray("{}\n{}\n");
        QTest::newRow("mixed") << QByteArray("{}\n{}\r\n") << QByteArray("mixed_line_ends") << QByteArray("{}\n{}\n");
        QTest::newRow("open") << QByteArray("{}\n{}") << QByteArray("no_final_newline") << QByteArray("{}\n{}\n");
        QTest::newRow("both") << QByteArray("\xEF\xBB\xBF{}\r\n{}")
                              << QByteArray("file_bom mixed_line_ends no_final_newline")
                              << QByteArray("\xEF\xBB\xBF{}\n{}\n");
        QTest::newRow("two returns") << QByteArray("{}\r\r\n{}\n") << QByteArray("mixed_line_ends")
                                     << QByteArray("{}\n{}\n");
        QTest::newRow("a return in a text is no line end")
            << QByteArray("{\"a\":\"\\r\\n\"}\n") << QByteArray() << QByteArray("{\"a\":\"\\r\\n\"}\n");
        QTest::newRow("empty") << QByteArray() << QByteArray() << QByteArray();
    }
    void lineEndsAreTold()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(QByteArray, ids);
        QFETCH(QByteArray, unified);
        const Folder folder;
        writeFile(folder.path("a.jsonl"), bytes.toStdString());
        const auto document = folder.open(folder.path("a.jsonl"));
        QCOMPARE(QByteArray::fromStdString(fileIds(*document)), ids);

        // The default keeps every byte.
        QVERIFY(saveNow(*document));
        QCOMPARE(QByteArray::fromStdString(readFile(folder.path("a.jsonl"))), bytes);

        document->setLineForm({true, true});
        QVERIFY(!fileIds(*document).ends_with("mixed_line_ends"));
        QVERIFY(saveNow(*document));
        QCOMPARE(QByteArray::fromStdString(readFile(folder.path("a.jsonl"))), unified);
        QCOMPARE(fileIds(*document), std::string(bytes.startsWith("\xEF") ? "file_bom" : "")); // nothing more to do
    }

    void eitherAloneAndTakenBack()
    {
        const Folder folder;
        const std::string bytes = "{}\r\n{}\n{}";
        writeFile(folder.path("a.jsonl"), bytes);
        const auto document = folder.open(folder.path("a.jsonl"));
        document->setLineForm({true, false});
        QCOMPARE(fileIds(*document), std::string("line_ends_on_save no_final_newline"));
        document->setLineForm({false, true});
        QCOMPARE(fileIds(*document), std::string("mixed_line_ends final_newline_on_save"));
        document->setLineForm({});
        QVERIFY(saveNow(*document, folder.path("b.jsonl")));
        QCOMPARE(readFile(folder.path("b.jsonl")), bytes);
        document->setLineForm({false, true});
        QVERIFY(saveNow(*document, folder.path("c.jsonl")));
        QCOMPARE(readFile(folder.path("c.jsonl")), bytes + "\r\n"); // as the first line ends
        document->setLineForm({true, false});
        QVERIFY(saveNow(*document, folder.path("d.jsonl")));
        QCOMPARE(readFile(folder.path("d.jsonl")), std::string("{}\n{}\n{}"));
    }

    // Edited, new, moved and removed rows among those of the file; more than one piece.
    void editedRowsEndLikeTheOthers()
    {
        const Folder folder;
        const std::string big(3 << 20, 'x');
        writeFile(folder.path("a.jsonl"), pairRow("a", big) + "\r\n" + pairRow("b", "2") + "\r\n" + pairRow("c", "3"));
        const auto document = folder.open(folder.path("a.jsonl"));
        document->setLineForm({true, true});
        QVERIFY(document->setText(1, {TextField::Kind::Completion, 0}, QStringLiteral("two")));
        Example made;
        made.prompt = "d";
        made.completion = "4";
        const std::vector<Example> rows{made};
        QVERIFY(document->insertExamples(3, rows, QStringLiteral("add")));
        QVERIFY(document->moveRows(2, 1, 0, QStringLiteral("up"))); // the row without an end is the first now
        const std::string expected =
            pairRow("c", "3") + "\n" + pairRow("a", big) + "\n" + pairRow("b", "two") + "\n" + document->line(3) + "\n";
        QVERIFY(saveNow(*document));
        QVERIFY(readFile(folder.path("a.jsonl")) == expected);
        const auto again = folder.open(folder.path("a.jsonl"));
        QVERIFY(!again || again->isReadOnly()); // the first has it open
    }

    void boilerplateIsFoundAndTakenOut()
    {
        const Folder folder;
        // 30 of 200 answers begin with one sentence, 20 end with another, 10 with a third.
        const auto row = [](std::size_t i) {
            std::string answer = "Answer " + number(i) + " is here.";
            if (i % 20 < 3)
                answer = "Thank you for your question! " + answer;
            if (i % 10 == 5)
                answer += " 他にご質問はありますか？";
            if (i % 20 == 9)
                answer += " Ask again any time.";
            return pairRow("Q" + number(i), answer);
        };
        writeFile(folder.path("a.jsonl"), rowsOf(200, row));
        const auto document = folder.open(folder.path("a.jsonl"));
        const auto before = linesOf(*document);
        const auto snapshot = document->snapshot();
        ScanReport report = checkAll(*snapshot, {}, {});
        const ScanReport::Kind &kind = report.kinds.at("boilerplate");
        std::set<RowId> planted;
        for (std::size_t i = 0; i < 200; ++i)
            if (i % 20 < 3 || i % 10 == 5)
                planted.insert(static_cast<RowId>(i));
        QCOMPARE(std::set<RowId>(kind.rows.begin(), kind.rows.end()), planted);
        QCOMPARE(kind.count, std::size_t(50));
        const auto first = std::find_if(report.issues.begin(), report.issues.end(),
                                        [](const auto &entry) { return entry.second.id == "boilerplate"; });
        QCOMPARE(first->second.field, std::string("completion"));
        QCOMPARE(first->second.last - first->second.first, std::string("Thank you for your question!").size());

        const FixPlan plan = planFixes(*snapshot, "boilerplate", kind, kind.rows, {}, {}).value();
        QCOMPARE(plan.changes.size(), std::size_t(50));
        std::vector<DatasetDocument::RowChange> changes;
        for (const FixPlan::Change &change : plan.changes)
            changes.push_back({document->rowOfId(change.row), change.after});
        QVERIFY(document->replaceRows(changes, QStringLiteral("strip")));
        QCOMPARE(document->line(0), pairRow("Q0", "Answer 0 is here."));
        QCOMPARE(document->line(5), pairRow("Q5", "Answer 5 is here."));
        QCOMPARE(document->line(9), before[9]);
        QVERIFY(!checkAll(*document->snapshot(), {}, {}).kinds.contains("boilerplate")); // checked again
        document->undoStack()->undo();
        QVERIFY(linesOf(*document) == before);
    }

    void boilerplateBounds_data()
    {
        QTest::addColumn<int>("rows");
        QTest::addColumn<int>("every");
        QTest::addColumn<bool>("found");
        QTest::newRow("twenty of 399") << 399 << 20 << true;
        QTest::newRow("nineteen of 38") << 38 << 2 << false; // fewer than 20
        QTest::newRow("exactly one in twenty") << 800 << 20 << false; // 5 % is not more than 5 %
        QTest::newRow("large file") << 20'000 << 19 << true; // a sample finds it
        QTest::newRow("large file, too rare") << 20'000 << 21 << false;
    }
    void boilerplateBounds()
    {
        QFETCH(int, rows);
        QFETCH(int, every);
        QFETCH(bool, found);
        const Folder folder;
        writeFile(folder.path("a.jsonl"), rowsOf(std::size_t(rows), [every](std::size_t i) {
                      return pairRow("Q" + number(i),
                                     (i % std::size_t(every) == 0 ? "Glad to help you. " : "") + number(i) + " it is.");
                  }));
        const auto document = folder.open(folder.path("a.jsonl"));
        ScanReport report;
        report.usableRows = std::size_t(rows);
        checkBoilerplate(*document->snapshot(), report, {});
        QCOMPARE(report.kinds.contains("boilerplate"), found);
        if (found)
            QCOMPARE(report.kinds.at("boilerplate").count, std::size_t((rows + every - 1) / every));
    }

    // "Yes." is an answer, a text of one sentence is one, and prompts may begin alike.
    void whatIsNoBoilerplate()
    {
        const Folder folder;
        writeFile(folder.path("a.jsonl"), rowsOf(100, [](std::size_t i) {
                      const std::string answer = i % 2 == 0 ? "Yes. It is " + number(i) + "." : "Nobody knows that.";
                      return pairRow("Please answer in one word. Is it " + number(i) + "?", answer);
                  }));
        QVERIFY(!checkAll(*folder.open(folder.path("a.jsonl"))->snapshot(), {}, {}).kinds.contains("boilerplate"));
    }

    void boilerplateOfChatsAndPreferences()
    {
        const SentenceForms polite{"thankyou"};
        const std::string chat =
            R"({"messages": [{"role": "user", "content": "Thank you. Why?"}, )"
            R"({"role": "assistant", "content": "Thank you. So."}, {"role": "user", "content": "x"}, )"
            R"({"role": "assistant", "content": "Because. Thank you!"}]})";
        QCOMPARE(withoutBoilerplate(chat, polite)->front(),
                 std::string(R"({"messages": [{"role": "user", "content": "Thank you. Why?"}, )"
                             R"({"role": "assistant", "content": "So."}, {"role": "user", "content": "x"}, )"
                             R"({"role": "assistant", "content": "Because."}]})"));
        const std::string preference =
            R"({"input":{"messages":[{"role":"user","content":"Why?"}]},"preferred_output":[{"role":"assistant",)"
            R"("content":"Thank you. A"}],"non_preferred_output":[{"role":"assistant","content":"Thank you. B"}]})";
        const std::string stripped = withoutBoilerplate(preference, polite)->front();
        QVERIFY(stripped.find("Thank") == std::string::npos); // of both, or the model learns that it is worse
        QVERIFY(!withoutBoilerplate(stripped, polite));
        QVERIFY(!withoutBoilerplate("{broken", polite));
    }

    void sharesOfMoreThanHalf()
    {
        const Folder folder;
        // 24 of 40 ask why, 30 answers have 15 to 21 characters, 22 come from the FAQ.
        writeFile(folder.path("a.jsonl"), rowsOf(40, [](std::size_t i) {
                      const std::string prompt = (i < 24 ? "Why is it " : "Where is ") + number(i) + "?";
                      const std::string answer = std::string(i < 30 ? 20 : 100, 'a');
                      const std::string source = i < 22 ? "FAQ" : "手引き";
                      return R"({"prompt":")" + prompt + R"(","completion":")" + answer + R"(","source":")" + source
                          + R"(","id":)" + number(i) + "}";
                  }));
        const ScanReport report = checkAll(*folder.open(folder.path("a.jsonl"))->snapshot(), {}, {});
        QCOMPARE(report.counts.at("imbalance"), std::size_t(1));
        using Of = ScanReport::Share::Of;
        QCOMPARE(report.shares.size(), std::size_t(3));
        QCOMPARE(report.shares[0].of, Of::Length);
        QCOMPARE(report.shares[0].least, std::size_t(15));
        QCOMPARE(report.shares[0].most, std::size_t(21));
        QCOMPARE(report.shares[0].percent, 75);
        QCOMPARE(report.shares[1].of, Of::Question);
        QCOMPARE(report.shares[1].value, std::string("why"));
        QCOMPARE(report.shares[1].percent, 60);
        QCOMPARE(report.shares[2].name, std::string("source"));
        QCOMPARE(report.shares[2].value, std::string("FAQ"));
        QCOMPARE(report.shares[2].percent, 55);
        QCOMPARE(report.extraMembers, (std::vector<std::string>{"source", "id"})); // S18
        QCOMPARE(report.counts.at("unknown_member"), std::size_t(1));
    }

    void noMajority()
    {
        const Folder folder;
        // Halves; labels are short and no length; one source alone is no majority.
        writeFile(folder.path("a.jsonl"), rowsOf(40, [](std::size_t i) {
                      return R"({"prompt":")" + std::string(i % 2 ? "Why" : "Where") + " is " + number(i)
                          + R"(?","completion":"yes","source":"FAQ"})";
                  }));
        QVERIFY(checkAll(*folder.open(folder.path("a.jsonl"))->snapshot(), {}, {}).shares.empty());
        writeFile(folder.path("b.jsonl"), rowsOf(19, [](std::size_t i) { // too few to speak of
                      return pairRow("Why " + number(i) + "?", "Because it is so, they say.");
                  }));
        QVERIFY(checkAll(*folder.open(folder.path("b.jsonl"))->snapshot(), {}, {}).shares.empty());
    }

    void toolsAreTaught()
    {
        const Folder folder;
        writeFile(folder.path("a.jsonl"),
                  "{\"messages\":[{\"role\":\"user\",\"content\":\"a\"},{\"role\":\"assistant\","
                  "\"content\":\"b\"}],\"tools\":[],\"parallel_tool_calls\":false}\n");
        QCOMPARE(fileIds(*folder.open(folder.path("a.jsonl"))), std::string());
    }

    void mixedFormatsAreTold()
    {
        const Folder folder;
        writeFile(folder.path("a.jsonl"), pairRow("a", "b") + "\n{\"messages\":[{\"role\":\"user\",\"content\":\"a\"},"
                                          "{\"role\":\"assistant\",\"content\":\"b\"}]}\n");
        QCOMPARE(fileIds(*folder.open(folder.path("a.jsonl"))), std::string("mixed_schemas"));
        writeFile(folder.path("b.jsonl"), pairRow("a", "b") + "\n" + pairRow("c", "d") + "\n");
        QCOMPARE(fileIds(*folder.open(folder.path("b.jsonl"))), std::string());
    }

    void chosenIsNearlyAlwaysLonger()
    {
        const Folder folder;
        const auto rows = [](std::size_t longer) {
            return rowsOf(20, [longer](std::size_t i) {
                const std::string much(80, 'a'), little = "b" + number(i);
                return R"({"input":{"messages":[{"role":"user","content":"Q)" + number(i)
                    + R"("}]},"preferred_output":[{"role":"assistant","content":")" + (i < longer ? much : little)
                    + R"("}],"non_preferred_output":[{"role":"assistant","content":")" + (i < longer ? little : much)
                    + R"("}]})";
            });
        };
        writeFile(folder.path("a.jsonl"), rows(17));
        const auto report = checkAll(*folder.open(folder.path("a.jsonl"))->snapshot(), {}, {});
        QCOMPARE(report.counts.at("length_bias"), std::size_t(17));
        writeFile(folder.path("b.jsonl"), rows(16)); // 80 % are not more than 80 %
        QVERIFY(!checkAll(*folder.open(folder.path("b.jsonl"))->snapshot(), {}, {}).counts.contains("length_bias"));
    }

    void waveDashesLikeTheOthers()
    {
        const Folder folder;
        writeFile(folder.path("a.jsonl"), rowsOf(20, [](std::size_t i) {
                      return pairRow("Q" + number(i), number(i) + (i < 3 ? "～5" : "〜5"));
                  }));
        const auto document = folder.open(folder.path("a.jsonl"));
        const auto rows = document->snapshot();
        const ScanReport report = checkAll(*rows, {}, {});
        const auto &kind = report.kinds.at("dash_variant");
        QCOMPARE(kind.rows, (std::vector<RowId>{0, 1, 2}));
        const FixPlan plan = planFixes(*rows, "dash_variant", kind, kind.rows, {}, {}).value();
        QCOMPARE(plan.changes.size(), std::size_t(3));
        QCOMPARE(plan.changes[2].after.front(), pairRow("Q2", "2〜5"));
    }

    void oneShortAnswerAmongSentences()
    {
        const Folder folder;
        const auto rows = [](std::size_t every) {
            return rowsOf(40, [every](std::size_t i) {
                return pairRow("Q" + number(i), i % every == 0 ? "1234" : "Answer number " + number(i) + ".");
            });
        };
        writeFile(folder.path("a.jsonl"), rows(20));
        const auto report = checkAll(*folder.open(folder.path("a.jsonl"))->snapshot(), {}, {});
        QCOMPARE(report.kinds.at("short_answer").rows, (std::vector<RowId>{0, 20}));
        writeFile(folder.path("b.jsonl"), rows(4)); // labels among others
        QVERIFY(!checkAll(*folder.open(folder.path("b.jsonl"))->snapshot(), {}, {}).counts.contains("short_answer"));
    }

    void samplesAreSpreadAndTheSame()
    {
        QCOMPARE(sampleOf(0), std::vector<std::size_t>());
        QCOMPARE(sampleOf(3), (std::vector<std::size_t>{0, 1, 2}));
        const auto sample = sampleOf(1'000'000);
        QCOMPARE(sample.size(), sampledRows);
        QVERIFY(std::is_sorted(sample.begin(), sample.end()));
        QCOMPARE(std::set<std::size_t>(sample.begin(), sample.end()).size(), sampledRows);
        QVERIFY(sample.back() < 1'000'000);
        QCOMPARE(sampleOf(1'000'000), sample);
        for (std::size_t rest = 0; rest < 4; ++rest) { // data with a pattern does not deceive it
            const auto hits = std::count_if(sample.begin(), sample.end(), [&](std::size_t i) { return i % 4 == rest; });
            QVERIFY2(hits > 900 && hits < 1150, qPrintable(QString::number(hits)));
        }
    }

    void stopIsHeard()
    {
        const Folder folder;
        writeFile(folder.path("a.jsonl"), rowsOf(100, [](std::size_t i) {
                      return pairRow(number(i), "Glad to help you. " + number(i) + " is it.");
                  }));
        std::stop_source stop;
        stop.request_stop();
        ScanReport report;
        checkDataSet(*folder.open(folder.path("a.jsonl"))->snapshot(), report, {}, stop.get_token());
        QVERIFY(report.kinds.empty());
    }
};

QTEST_GUILESS_MAIN(TestDataSetRules)
#include "tst_data_set_rules.moc"
