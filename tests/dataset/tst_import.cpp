// SPDX-License-Identifier: GPL-3.0-or-later
// Foreign files become rows: every format and encoding as people have them, and files made to hurt.
#include "tests/dataset/exchange_support.h"

#include "dataset/import/json_splitter.h"
#include "dataset/import/xlsx_number.h"
#include "dataset/import/xlsx_reader.h"

#include <QElapsedTimer>
#include <QTest>

using namespace onsa;
using namespace onsa::test;
using Rows = std::vector<std::string>;

Q_DECLARE_METATYPE(onsa::TextEncoding)

namespace QTest {
template <> char *toString(const Rows &rows)
{
    QByteArray text;
    for (const std::string &row : rows)
        text += "\n  " + QByteArray::fromStdString(row);
    return qstrdup(text.constData());
}
} // namespace QTest

// JSON with ' for ", which moc reads better than raw strings.
struct Quoted {
    QByteArray bytes;
    operator QByteArray() const { return bytes; }
    operator std::string() const { return bytes.toStdString(); }
};
static Quoted json(const char *text)
{
    return {QByteArray(text).replace('\'', '"')};
}

class TestImport : public QObject
{
    Q_OBJECT

private:
    Folder m_folder;

    std::filesystem::path file(const char *name, std::string_view bytes) const
    {
        writeFile(m_folder.path(name), bytes);
        return m_folder.path(name);
    }

private Q_SLOTS:
    void encodings_data()
    {
        QTest::addColumn<QByteArray>("name");
        QTest::addColumn<QByteArray>("mark");
        QTest::addColumn<onsa::TextEncoding>("expected");
        QTest::addRow("UTF-8") << QByteArray("UTF-8") << QByteArray() << TextEncoding::Utf8;
        QTest::addRow("UTF-8 with a mark")
            << QByteArray("UTF-8") << QByteArray("\xEF\xBB\xBF") << TextEncoding::Utf8Bom;
        QTest::addRow("UTF-16LE") << QByteArray("UTF-16LE") << QByteArray("\xFF\xFE") << TextEncoding::Utf16Le;
        QTest::addRow("UTF-16BE") << QByteArray("UTF-16BE") << QByteArray("\xFE\xFF") << TextEncoding::Utf16Be;
        QTest::addRow("UTF-16LE without a mark") << QByteArray("UTF-16LE") << QByteArray() << TextEncoding::Utf16Le;
        QTest::addRow("CP932") << QByteArray("CP932") << QByteArray() << TextEncoding::Cp932;
        QTest::addRow("EUC-JP") << QByteArray("EUC-JP-MS") << QByteArray() << TextEncoding::EucJp;
    }
    void encodings()
    {
        QFETCH(QByteArray, name);
        QFETCH(QByteArray, mark);
        QFETCH(onsa::TextEncoding, expected);
        // The characters of IBM and NEC, those whose second byte is a backslash, and half-width kana.
        const std::string text =
            "質問,回答\r\n①の㈱髙﨑商事とは？,∥ソ表能十～－です。№\r\nカタカナはｶﾀｶﾅ,\"ひらがな、\"\"漢字\"\"\"\r\n";
        const auto path = file("japanese.csv", mark.toStdString() + encoded(text, name));
        const auto guess = guessImport(path);
        QVERIFY(guess);
        QCOMPARE(int(guess->settings.encoding), int(expected));
        QVERIFY(guess->settings.header);
        QCOMPARE(importAll(path, guess->settings).rows,
                 (Rows{json("{'prompt':'①の㈱髙﨑商事とは？','completion':'∥ソ表能十～－です。№'}"),
                       json("{'prompt':'カタカナはｶﾀｶﾅ','completion':'ひらがな、\\'漢字\\''}")}));
    }

    void ibmAndNecCharacters()
    {
        // Bytes as Windows writes them, not as iconv does: NEC row 13, IBM extensions, the wave dash.
        const std::string_view bytes = "\x87\x40\x87\x8A\xFB\xFC\xFA\xB1\x81\x60\x81\x7C\x82\xCC";
        TextDecoder decoder(TextEncoding::Cp932);
        std::string text;
        decoder.append(bytes, text);
        decoder.finish(text);
        QCOMPARE(text, std::string("①㈱髙﨑～－の"));
        QCOMPARE(decoder.faults(), std::uint64_t(0));
    }

    void everyCutOfAnEncodedText()
    {
        const std::string text = "日本語①㈱髙﨑ｶﾅabc🎻é\n";
        for (const auto &[encoding, bytes] :
             {std::pair{TextEncoding::Utf8, text}, std::pair{TextEncoding::Utf16Le, encoded(text, "UTF-16LE")},
              std::pair{TextEncoding::Utf16Be, encoded(text, "UTF-16BE")},
              std::pair{TextEncoding::Cp932, encoded("日本語①㈱髙﨑ｶﾅabc\n", "CP932")}}) {
            for (std::size_t cut = 0; cut <= bytes.size(); ++cut) {
                TextDecoder decoder(encoding);
                std::string out;
                decoder.append(std::string_view(bytes).substr(0, cut), out);
                decoder.append(std::string_view(bytes).substr(cut), out);
                decoder.finish(out);
                QCOMPARE(out, encoding == TextEncoding::Cp932 ? std::string("日本語①㈱髙﨑ｶﾅabc\n") : text);
                QCOMPARE(decoder.faults(), std::uint64_t(0));
            }
        }
    }

    void western()
    {
        const auto path = file("western.csv", "prompt,completion\nna\xEFve caf\xE9?,It\x92s \x80 5\n");
        const auto guess = guessImport(path);
        QVERIFY(guess);
        QCOMPARE(int(guess->settings.encoding), int(TextEncoding::Windows1252));
        QVERIFY(!guess->encodingSure);
        QCOMPARE(importAll(path, guess->settings).rows,
                 (Rows{json("{'prompt':'naïve café?','completion':'It’s € 5'}")}));
    }

    void formats_data()
    {
        QTest::addColumn<QByteArray>("name");
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QList<QByteArray>>("expected");
        const auto add = [](const char *what, const char *name, const QByteArray &bytes, QList<QByteArray> expected) {
            QTest::addRow("%s", what) << QByteArray(name) << bytes << expected;
        };
        const QByteArray ab = json("{'prompt':'a','completion':'b'}"), cd = json("{'prompt':'c','completion':'d'}");
        add("jsonl", "x.jsonl", "{\"prompt\": \"a\", \"completion\": \"b\"}\n\n{\"prompt\":\"c\",\"completion\":\"d\"}",
            {ab, cd});
        add("jsonl keeps numbers and escapes its own way", "x.jsonl",
            json("{'prompt':'\\u3042','completion':'b','score':1e5,'big':1234567890123456789}"),
            {json("{'prompt':'あ','completion':'b','score':1e5,'big':1234567890123456789}")});
        add("array", "x.json", json("[{'prompt':'a','completion':'b'},{'prompt':'c','completion':'d'}]"), {ab, cd});
        add("pretty array", "x.json",
            "[\n  {\n    \"prompt\": \"a\",\n    \"completion\": \"b\"\n  },\n  {\n    \"prompt\": \"c\",\n    "
            "\"completion\": \"d\"\n  }\n]\n",
            {ab, cd});
        add("pretty objects", "x.json",
            "{\n \"prompt\": \"a\",\n \"completion\": \"b\"\n}\n{\n \"prompt\":\"c\",\n"
            " \"completion\":\"d\"}",
            {ab, cd});
        add("csv", "x.csv", "prompt,completion\na,b\nc,d\n", {ab, cd});
        add("csv without header", "x.csv", "a,b\nc,d\n", {ab, cd});
        add("csv, other names and order", "x.csv", "No.,回答,質問\n1,b,a\n2,d,c\n",
            {json("{'prompt':'a','completion':'b','No.':'1'}"), json("{'prompt':'c','completion':'d','No.':'2'}")});
        add("csv with instructions", "x.csv", "system,prompt,completion\nBe kind.,a,b\n,c,d\n",
            {json("{'messages':[{'role':'system','content':'Be "
                  "kind.'},{'role':'user','content':'a'},{'role':'assistant','content':'b'}]}"),
             cd});
        add("semicolons", "x.csv", "prompt;completion\na;b\nc;d\n", {ab, cd});
        add("tsv", "x.tsv", "prompt\tcompletion\na\tb\nc\td\n", {ab, cd});
        add("old Macs", "x.csv", "prompt,completion\ra,b\rc,d\r", {ab, cd});
        add("chosen and rejected", "x.csv", "prompt,chosen,rejected\na,b,c\n",
            {json("{'input':{'messages':[{'role':'user','content':'a'}]},'preferred_output':[{'role':'assistant','"
                  "content':'b'}],'non_preferred_output':[{'role':'assistant','content':'c'}]}")});
        add("alpaca", "x.json",
            json("[{'instruction':'Translate.','input':'a','output':'b'},{'instruction':'c','input':'','output':'d','"
                 "id':7}]"),
            {json("{'prompt':'Translate.\\n\\na','completion':'b'}"), json("{'prompt':'c','completion':'d','id':7}")});
        add("alpaca with history", "x.json",
            json("[{'instruction':'c','input':'','output':'d','system':'s','history':[['a','b']]}]"),
            {json("{'messages':[{'role':'system','content':'s'},{'role':'user','content':'a'},{'role':'assistant','"
                  "content':'b'},{'role':'user','content':'c'},{'role':'assistant','content':'d'}]}")});
        add("sharegpt", "x.json",
            json("[{'id':'1','conversations':[{'from':'system','value':'s'},{'from':'human','value':'a'},{'from':'gpt',"
                 "'value':'b','weight':0}]}]"),
            {json("{'messages':[{'role':'system','content':'s'},{'role':'user','content':'a'},{'role':'assistant','"
                  "content':'b','weight':0}],'id':'1'}")});
        add("chat", "x.jsonl", json("{'messages':[{'role':'user','content':'a'},{'role':'assistant','content':'b'}]}"),
            {json("{'messages':[{'role':'user','content':'a'},{'role':'assistant','content':'b'}]}")});
        add("preference", "x.jsonl",
            json("{'input':{'messages':[{'role':'user','content':'a'}]},'preferred_output':[{'role':'assistant','"
                 "content':'b'}],'non_preferred_output':[{'role':'assistant','content':'c'}]}"),
            {json("{'input':{'messages':[{'role':'user','content':'a'}]},'preferred_output':[{'role':'assistant','"
                  "content':'b'}],'non_preferred_output':[{'role':'assistant','content':'c'}]}")});
        add("preference of TRL", "x.jsonl", json("{'prompt':'a','chosen':'b','rejected':'c'}"),
            {json("{'input':{'messages':[{'role':'user','content':'a'}]},'preferred_output':[{'role':'assistant','"
                  "content':'b'}],'non_preferred_output':[{'role':'assistant','content':'c'}]}")});
        add("other members", "x.jsonl", json("{'question':'a','answer':'b','score':0.5}"),
            {json("{'prompt':'a','completion':'b','score':0.5}")});
        add("lines of text", "x.txt", "b, b\n\nd\n",
            {json("{'prompt':'','completion':'b, b'}"), json("{'prompt':'','completion':'d'}")});
        add("paragraphs", "x.txt", "b\r\nb\r\n\r\n\r\nd\r\n",
            {json("{'prompt':'','completion':'b\\nb'}"), json("{'prompt':'','completion':'d'}")});
    }
    void formats()
    {
        QFETCH(QByteArray, name);
        QFETCH(QByteArray, bytes);
        QFETCH(QList<QByteArray>, expected);
        const Imported read = importGuessed(file(name.constData(), bytes.toStdString()));
        QCOMPARE(read.error, std::string());
        QVERIFY(read.faults.empty());
        Rows wanted;
        for (const QByteArray &row : expected)
            wanted.push_back(row.toStdString());
        QCOMPARE(read.rows, wanted);
    }

    void faultsSayWhere_data()
    {
        QTest::addColumn<QByteArray>("name");
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<int>("line");
        QTest::addColumn<int>("column");
        QTest::addColumn<QByteArray>("code");
        const auto add = [](const char *what, const char *name, const QByteArray &bytes, int line, int column,
                            const char *code) {
            QTest::addRow("%s", what) << QByteArray(name) << bytes << line << column << QByteArray(code);
        };
        add("open quote", "x.csv", "prompt,completion\na,b\n\"c\nc\",\"d\n", 4, 2, "open_quote");
        add("text after quote", "x.csv", "prompt,completion\na,\"b\"b\nc,d\n", 2, 2, "text_after_quote");
        add("too many cells", "x.csv", "prompt,completion\na,b\na,b,c\n", 3, 3, "too_many_cells");
        add("broken bytes", "x.csv", "prompt,completion\na,b\na,b\xFF\xFF\n" + QByteArray("c,d\n").repeated(20), 3, 2,
            "garbled_text");
        add("broken JSON", "x.jsonl", "{\"prompt\":\"a\",\"completion\":\"b\"}\n{\"prompt\":\"a\",}\n", 2, 1,
            "invalid_json");
        add("a number in an array", "x.json", "[{\"prompt\":\"a\",\"completion\":\"b\"},\n  12]", 2, 3,
            "not_an_object");
        add("cut array", "x.json", "[{\"prompt\":\"a\",\"completion\":\"b\"},\n{\"prompt\":\"a\",\"comp", 2, 1,
            "cut_off");
        add("unknown role", "x.json",
            json("[{'conversations':[{'from':'human','value':'a'},{'from':'gpt','value':'b'}]},\n"
                 "{'conversations':[{'from':'alien','value':'a'}]}]"),
            2, 0, "unknown_role");
        add("no row of training", "x.jsonl", "{\"prompt\":\"a\",\"completion\":\"b\"}\n{\"x\":1}\n", 2, 1,
            "not_training");
    }
    void faultsSayWhere()
    {
        QFETCH(QByteArray, name);
        QFETCH(QByteArray, bytes);
        QFETCH(int, line);
        QFETCH(int, column);
        QFETCH(QByteArray, code);
        const auto path = file(name.constData(), bytes.toStdString());
        const auto guess = guessImport(path);
        QVERIFY(guess);
        ImportSettings settings = guess->settings;
        if (code == "garbled_text")
            settings.encoding = TextEncoding::Utf8;
        const Imported read = importAll(path, settings);
        QCOMPARE(read.faults.size(), std::size_t(1));
        QCOMPARE(QByteArray::fromStdString(read.faults[0].code), code);
        QCOMPARE(int(read.faults[0].line), line);
        QCOMPARE(int(read.faults[0].column), column);
        QVERIFY(!read.rows.empty());
    }

    void refusedFiles_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QByteArray>("code");
        QTest::addRow("empty") << QByteArray() << QByteArray("empty_file");
        QTest::addRow("old Excel") << QByteArray("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1") << QByteArray("old_workbook");
        QTest::addRow("PDF") << QByteArray("%PDF-1.7\n") << QByteArray("pdf");
        QTest::addRow("picture") << QByteArray("\x89PNG\r\n\x1A\n\0\0\0\rIHDR\0\0\0\1\0\0\0\1\b\6\0\0\0", 29)
                                 << QByteArray("binary");
        QTest::addRow("cut zip") << QByteArray("PK\3\4aaaaaaaaaaaaaa") << QByteArray("not_a_workbook");
    }
    void refusedFiles()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(QByteArray, code);
        QCOMPARE(QByteArray::fromStdString(importGuessed(file("x.bin", bytes.toStdString())).error), code);
    }

    void noFileAndNoPermission()
    {
        QCOMPARE(importGuessed(m_folder.path("none.csv")).error, std::string("not_found"));
        QCOMPARE(importGuessed(m_folder.root()).error, std::string("is_folder"));
    }

    void sheetCells()
    {
        auto parts = workbook(
            "<row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>質問</t></is></c><c r=\"B1\" t=\"s\"><v>0</v></c>"
            "<c r=\"C1\" t=\"inlineStr\"><is><t>日付</t></is></c></row>"
            "<row r=\"3\"><c r=\"A3\" t=\"s\"><v>1</v></c><c r=\"B3\" t=\"str\"><f>1+1</f><v>two &amp; two</v></c>"
            "<c r=\"C3\" s=\"1\"><v>45292</v></c></row>"
            "<row><c><v>0.30000000000000004</v></c><c t=\"b\"><v>1</v></c><c s=\"2\"><v>7</v></c></row>");
        parts["xl/sharedStrings.xml"] = "<sst><si><t>回答</t></si><si><r><t>漢</t></r><r><t xml:space=\"preserve\">字 "
                                        "_x005F_x0041_</t></r><rPh sb=\"0\" eb=\"1\"><t>カンジ</t></rPh></si></sst>";
        parts["xl/styles.xml"] = "<styleSheet><numFmts><numFmt numFmtId=\"164\" formatCode=\"0000\"/></numFmts>"
                                 "<cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"14\"/><xf numFmtId=\"164\"/></cellXfs>"
                                 "</styleSheet>";
        writeZip(m_folder.path("book.xlsx"), parts);
        const auto guess = guessImport(m_folder.path("book.xlsx"));
        QVERIFY(guess);
        QCOMPARE(guess->sheets, (Rows{"表"}));
        QCOMPARE(importGuessed(m_folder.path("book.xlsx")).rows,
                 (Rows{json("{'prompt':'漢字 _x0041_','completion':'two & two','日付':'2024/1/1'}"),
                       json("{'prompt':'0.3','completion':'TRUE','日付':'0007'}")}));
    }

    void numbersAsShown_data()
    {
        QTest::addColumn<double>("value");
        QTest::addColumn<QByteArray>("format");
        QTest::addColumn<QByteArray>("shown");
        const auto add = [](double value, const char *format, const char *shown) {
            QTest::addRow("%s of %g", format, value) << value << QByteArray(format) << QByteArray(shown);
        };
        add(12, "", "12");
        add(0.1 + 0.2, "General", "0.3");
        add(1e21, "", "1E+21");
        add(-1234.5, "#,##0.00", "-1,234.50");
        add(0.256, "0.0%", "25.6%");
        add(7, "0000", "0007");
        add(1500, "\"¥\"#,##0", "¥1,500");
        add(3.5, "0.0\"円\"", "3.5円");
        add(45292, "yyyy/m/d", "2024/1/1");
        add(45292, "yyyy\"年\"m\"月\"d\"日\"", "2024年1月1日");
        add(45292, "[$-411]ggge\"年\"m\"月\"d\"日\"", "令和6年1月1日");
        add(45292.75, "yyyy-mm-dd hh:mm", "2024-01-01 18:00");
        add(0.5, "h:mm AM/PM", "12:00 PM");
        add(1.5, "[h]:mm", "36:00");
        add(45292, "aaaa", "月曜日");
        add(1, "yyyy/m/d", "1900/1/1");
        add(61, "yyyy/m/d", "1900/3/1");
        add(-3, "yyyy/m/d", "-3");
        add(1e300, "yyyy/m/d", "1E+300");
    }
    void numbersAsShown()
    {
        QFETCH(double, value);
        QFETCH(QByteArray, format);
        QFETCH(QByteArray, shown);
        QCOMPARE(QByteArray::fromStdString(showNumber(value, format.toStdString(), false)), shown);
    }

    void hostileWorkbooks_data()
    {
        QTest::addColumn<QByteArray>("what");
        for (const char *what :
             {"bomb", "entities", "no parts", "shared text that is not there", "column beyond XFD", "not XML", "deep"})
            QTest::addRow("%s", what) << QByteArray(what);
    }
    void hostileWorkbooks()
    {
        QFETCH(QByteArray, what);
        auto parts = workbook("<row><c t=\"s\"><v>99999999999999999999</v></c></row>");
        std::string &sheet = parts["xl/worksheets/sheet1.xml"];
        if (what == "bomb")
            sheet = "<worksheet><sheetData><row><c><v>" + std::string(64U << 20U, '0')
                + "</v></c></row></sheetData></worksheet>";
        else if (what == "entities")
            sheet = "<!DOCTYPE x [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b "
                    "\"&a;&a;&a;&a;&a;&a;&a;&a;\">]><worksheet><sheetData>"
                    "<row><c t=\"str\"><v>&b;</v></c></row></sheetData></worksheet>";
        else if (what == "no parts")
            parts = {{"word/document.xml", "<document/>"}};
        else if (what == "column beyond XFD")
            sheet = "<worksheet><sheetData><row><c r=\"ZZZZZZZZ1\"><v>1</v></c></row></sheetData></worksheet>";
        else if (what == "not XML")
            sheet = "<worksheet><sheetData><row><c>";
        else if (what == "deep")
            for (int i = 0; i < 100'000; ++i)
                sheet.insert(sheet.size(), "<a>");
        writeZip(m_folder.path("hostile.xlsx"), parts);
        const Imported read = importGuessed(m_folder.path("hostile.xlsx"));
        QCOMPARE(read.error, std::string(what == "bomb" ? "zip_bomb" : "not_a_workbook"));
        QVERIFY(read.rows.empty());
    }

    void hostileTexts_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<int>("rows");
        QTest::addRow("only line ends") << QByteArray("\n\n\r\n\n") << 0;
        QTest::addRow("deep array") << QByteArray("[{\"prompt\":").append(QByteArray("[").repeated(100'000)) << 0;
        QTest::addRow("NUL") << QByteArray("{\"prompt\":\"a\\u0000\",\"completion\":\"b\"}\n") << 1;
        QTest::addRow("hostile keys") << QByteArray(
            "{\"__proto__\":1,\"\":2,\"a.b\\n\":3,\"prompt\":\"a\",\"completion\":\"b\"}\n")
                                      << 1;
        QTest::addRow("mark in the middle") << QByteArray("{\"prompt\":\"\xEF\xBB\xBF\",\"completion\":\"b\"}\n") << 1;
        QTest::addRow("no final line end") << QByteArray("{\"prompt\":\"a\",\"completion\":\"b\"}") << 1;
        QTest::addRow("brackets that never open") << QByteArray("]]]}}}") << 0;
    }
    void hostileTexts()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(int, rows);
        const auto path = file("hostile.jsonl", bytes.toStdString());
        for (const ImportFormat format : {ImportFormat::JsonLines, ImportFormat::JsonArray}) {
            ImportSettings settings;
            settings.format = format;
            settings.shape = ImportShape::Training;
            QCOMPARE(int(importAll(path, settings).rows.size()), rows);
        }
    }

    void aMemberOfTwoThousandNames()
    {
        std::string row = "{\"prompt\":\"a\",\"answer\":\"b\"";
        for (int i = 0; i < 2000; ++i)
            row += ",\"key" + std::to_string(i) + "\":\"v\"";
        const Imported read = importGuessed(file("wide.json", "[" + row + "}]"));
        QCOMPARE(read.rows.size(), std::size_t(1));
        QVERIFY(read.rows[0].find("\"key1999\":\"v\"") != std::string::npos);
    }

    void splitterGivesTheSameForEveryCut()
    {
        const std::string text = " [ {\"a\":\"]}\\\"\\\\\"} ,\n 12, \"s\",[1,[2]],\n\n null ] ";
        const auto piecesOf = [&](std::size_t cut) {
            Rows pieces;
            JsonSplitter splitter;
            const auto keep = [&](JsonPiece &piece) {
                pieces.push_back(std::to_string(piece.line) + ":" + std::to_string(piece.column) + " " + piece.text);
                return true;
            };
            splitter.feed(std::string_view(text).substr(0, cut), keep);
            splitter.feed(std::string_view(text).substr(cut), keep);
            splitter.finish(keep);
            return pieces;
        };
        QCOMPARE(piecesOf(0), (Rows{"1:4 {\"a\":\"]}\\\"\\\\\"}", "2:2 12", "2:6 \"s\"", "2:10 [1,[2]]", "4:2 null"}));
        for (std::size_t cut = 1; cut <= text.size(); ++cut)
            QCOMPARE(piecesOf(cut), piecesOf(0));
    }

    void previewShowsTheFirstRows()
    {
        std::string text = "prompt,completion\n";
        for (int i = 0; i < 500; ++i)
            text += "q" + std::to_string(i) + ",a\n";
        const auto path = file("long.csv", text + "x,\"open\n");
        const auto guess = guessImport(path);
        QVERIFY(guess);
        const auto preview = previewImport(path, guess->settings, 100, {});
        QVERIFY(preview);
        QCOMPARE(preview->rows.size(), std::size_t(100));
        QVERIFY(preview->more);
        QCOMPARE(preview->rows[0].line, std::size_t(2));
        QCOMPARE(preview->rows[0].json, std::string(json("{'prompt':'q0','completion':'a'}")));
    }

    void newFileIsWholeOrNotThere()
    {
        const auto path = file("in.csv", "prompt,completion\na,b\n\nc,d\n");
        const auto guess = guessImport(path);
        QVERIFY(guess);
        const auto target = m_folder.path("made.jsonl");
        const auto report = importToFile(path, guess->settings, target, {}, {});
        QVERIFY(report);
        QCOMPARE(report->rows, std::size_t(2));
        QCOMPARE(readFile(target),
                 std::string("{\"prompt\":\"a\",\"completion\":\"b\"}\n{\"prompt\":\"c\",\"completion\":\"d\"}\n"));

        std::stop_source stop;
        stop.request_stop();
        const auto none = m_folder.path("none.jsonl");
        QCOMPARE(importToFile(path, guess->settings, none, {}, stop.get_token()).error().code,
                 std::string("cancelled"));
        QVERIFY(!std::filesystem::exists(none));
        const auto nowhere = m_folder.path("no-folder") / "x.jsonl";
        QCOMPARE(importToFile(path, guess->settings, nowhere, {}, {}).error().code, std::string("not_found"));
        QCOMPARE(importToFile(path, guess->settings, "/dev/full", {}, {}).error().code, std::string("not_a_file"));
        int others = 0;
        for (const auto &entry : std::filesystem::directory_iterator(m_folder.root()))
            others += entry.path().filename().string().starts_with(".") ? 1 : 0;
        QCOMPARE(others, 0);
    }
};

QTEST_GUILESS_MAIN(TestImport)
#include "tst_import.moc"
