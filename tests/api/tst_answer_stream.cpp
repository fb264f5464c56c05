// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/api_client.h"
#include "api/scripted_server.h"
#include "core/api_json.h"

#include <QNetworkAccessManager>
#include <QSignalSpy>
#include <QTest>

#include <optional>

using namespace onsa;
using namespace onsa::test;

class TstAnswerStream : public QObject
{
    Q_OBJECT

    QNetworkAccessManager m_network;
    std::unique_ptr<ScriptedServer> m_server;
    std::unique_ptr<ApiClient> m_client;

    struct Heard {
        std::map<int, std::string> texts;
        std::optional<Result<Usage>> end;
        int ends = 0;
    };

    static QByteArray chunk(int index, const char *text, const char *reason = nullptr)
    {
        const QByteArray content = text ? QByteArray("{\"content\":\"") + text + "\"}" : QByteArray("{}");
        return "data: "
               "{\"id\":\"c\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"m\",\"choices\":[{"
               "\"index\":"
            + QByteArray::number(index) + ",\"delta\":" + content
            + ",\"finish_reason\":" + (reason ? '"' + QByteArray(reason) + '"' : QByteArray("null")) + "}]}\n\n";
    }
    static QByteArray usage()
    {
        return "data: {\"id\":\"c\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"m\",\"choices\":[],"
               "\"usage\":{\"prompt_tokens\":3,\"completion_tokens\":5,\"total_tokens\":8}}\n\n";
    }
    static QByteArray done() { return "data: [DONE]\n\n"; }

    AnswerStream *stream(Heard &heard)
    {
        ChatRequest request;
        request.model = "m";
        request.messages = {Message{"user", "Wie geht's? 日本", {}}};
        AnswerStream *stream = m_client->streamChat(request, m_client.get());
        connect(stream, &AnswerStream::piece, this, [&heard](const Answer &piece) {
            for (const AnswerChoice &choice : piece.choices)
                heard.texts[choice.index] += choice.text;
        });
        connect(stream, &AnswerStream::finished, this, [&heard](const Result<Usage> &end) {
            heard.end = end;
            ++heard.ends;
        });
        return stream;
    }

    Heard ask()
    {
        Heard heard;
        AnswerStream *one = stream(heard);
        [&] { QTRY_VERIFY_WITH_TIMEOUT(heard.end.has_value(), 30'000); }();
        delete one;
        return heard;
    }

private Q_SLOTS:
    void init()
    {
        m_server = std::make_unique<ScriptedServer>();
        m_client = std::make_unique<ApiClient>(m_network);
        m_client->setEndpoint(m_server->url(), "sk-test");
    }
    void cleanup()
    {
        m_client.reset();
        m_network.clearConnectionCache();
    }

    void chat()
    {
        m_server->say(
            {events({chunk(0, ""), chunk(0, "Hel"), chunk(0, "lo"), chunk(0, nullptr, "stop"), usage(), done()})});
        const Heard heard = ask();
        QCOMPARE(heard.texts.at(0), std::string("Hello"));
        QCOMPARE(heard.end->value().promptTokens, 3);
        QCOMPARE(heard.end->value().completionTokens, 5);
        const Request request = m_server->requests.at(0);
        QCOMPARE(request.target, QByteArray("/v1/chat/completions"));
        const auto sent = parseChatRequest(request.body.toStdString());
        QVERIFY(sent->stream && sent->includeUsage);
        QCOMPARE(sent->messages.at(0).content, std::string("Wie geht's? 日本"));
    }

    void completion()
    {
        Answer first{"c", 1, "m", {{0, "a", {}, {}}}, {}};
        Answer last{"c", 1, "m", {{0, "b", {}, "length"}}, {}};
        const auto frame = [](const Answer &piece) { return QByteArray::fromStdString(sseFrameOf(piece)); };
        m_server->say({events({frame(first), frame(last), done()})});
        CompletionRequest request;
        request.model = "m";
        request.prompts = {std::string("p")};
        Heard heard;
        AnswerStream *one = m_client->streamCompletion(request, this);
        connect(one, &AnswerStream::piece, this, [&](const Answer &piece) { heard.texts[0] += piece.choices[0].text; });
        connect(one, &AnswerStream::finished, this, [&](const Result<Usage> &end) { heard.end = end; });
        QTRY_VERIFY(heard.end.has_value());
        QVERIFY(heard.end->has_value());
        QCOMPARE(heard.texts.at(0), std::string("ab"));
        QCOMPARE(m_server->requests.at(0).target, QByteArray("/v1/completions"));
        delete one;
    }

    static std::string sseFrameOf(const Answer &piece) { return "data: " + completionChunkJson(piece, false) + "\n\n"; }

    void theCutOfTheBytesDoesNotMatter()
    {
        const QByteArray all = ": ping\n\n" + chunk(0, "日") + chunk(0, "本語") + chunk(0, nullptr, "stop") + done();
        QList<QByteArray> bytes;
        for (const char c : all)
            bytes.append(QByteArray(1, c));
        m_server->say({events(bytes)});
        const Heard heard = ask();
        QVERIFY(heard.end->has_value());
        QCOMPARE(heard.texts.at(0), std::string("日本語"));
    }

    void severalChoicesInterleave()
    {
        m_server->say({events({chunk(1, "b1"), chunk(0, "a1"), chunk(1, "b2", "stop"), chunk(0, "a2"),
                               chunk(0, nullptr, "length"), done()})});
        const Heard heard = ask();
        QVERIFY(heard.end->has_value());
        QCOMPARE(heard.texts.at(0), std::string("a1a2"));
        QCOMPARE(heard.texts.at(1), std::string("b1b2"));
    }

    void cutOff_data()
    {
        QTest::addColumn<QList<QByteArray>>("pieces");
        QTest::addRow("connection ends in the middle") << QList<QByteArray>{chunk(0, "Hel")};
        QTest::addRow("no [DONE]") << QList<QByteArray>{chunk(0, "Hello"), chunk(0, nullptr, "stop")};
        QTest::addRow("no finish_reason") << QList<QByteArray>{chunk(0, "Hello"), done()};
        QTest::addRow("one of two has no end") << QList<QByteArray>{chunk(0, "a", "stop"), chunk(1, "b"), done()};
        QTest::addRow("only [DONE]") << QList<QByteArray>{done()};
        QTest::addRow("nothing") << QList<QByteArray>{};
        QTest::addRow("half a line") << QList<QByteArray>{chunk(0, "Hello", "stop"), "data: [DO"};
    }
    void cutOff()
    {
        QFETCH(QList<QByteArray>, pieces);
        m_server->say({events(pieces)});
        const Heard heard = ask();
        QCOMPARE(heard.ends, 1);
        QVERIFY(!*heard.end);
        QCOMPARE(heard.end->error().kind, ErrorKind::Network);
        QCOMPARE(heard.end->error().code, std::string("cut_off"));
        QCOMPARE(m_server->requests.size(), 1); // an answer that began is not asked for again
    }

    void anErrorInTheStream_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addRow("object") << QByteArray(
            "data: {\"error\":{\"message\":\"out of memory\",\"type\":\"server_error\",\"code\":null}}\n\n");
        QTest::addRow("text") << QByteArray("data: {\"error\":\"out of memory\"}\n\n");
        QTest::addRow("named event") << QByteArray("event: error\ndata: {\"message\":\"out of memory\"}\n\n");
    }
    void anErrorInTheStream()
    {
        QFETCH(QByteArray, bytes);
        m_server->say({events({chunk(0, "Hel"), bytes, chunk(0, "never")}, Reply::Then::Keep)});
        const Heard heard = ask();
        QVERIFY(!*heard.end);
        QVERIFY2(heard.end->error().message.find("out of memory") != std::string::npos,
                 heard.end->error().message.c_str());
        QCOMPARE(heard.texts.at(0), std::string("Hel"));
    }

    void anErrorBeforeTheStream()
    {
        m_server->say({json(400, QByteArray(R"({"error":{"message":"too long","code":"context_length_exceeded"}})"))});
        const Heard heard = ask();
        QCOMPARE(heard.end->error().code, std::string("context_length_exceeded"));
        QCOMPARE(heard.end->error().kind, ErrorKind::InvalidInput);
    }

    void nonsenseInTheStream()
    {
        m_server->say({events({chunk(0, "Hel"), "data: {\"choices\":[{]}\n\n"}, Reply::Then::Keep)});
        const Heard heard = ask();
        QCOMPARE(heard.end->error().kind, ErrorKind::Corrupt);
    }

    void busyServersAreAskedAgain()
    {
        m_server->say(
            {json(503, QByteArray("{}"), "Retry-After-Ms: 1\r\n"), events({chunk(0, "Hello", "stop"), done()})});
        QCOMPARE(ask().texts.at(0), std::string("Hello"));
        QCOMPARE(m_server->requests.size(), 2);
    }

    void aLostQuestionIsNotAskedAgain()
    {
        m_server->say({hangUp()});
        const Heard heard = ask();
        QCOMPARE(heard.end->error().kind, ErrorKind::Network);
        QCOMPARE(m_server->requests.size(), 1);
    }

    void serversWithoutStreamOptions()
    {
        m_server->setHandler([](const Request &request) {
            if (request.body.contains("stream_options"))
                return json(400, QByteArray(R"({"error":{"message":"unknown field: stream_options"}})"));
            return events({chunk(0, "Hello", "stop"), done()});
        });
        const Heard heard = ask();
        QVERIFY(heard.end->has_value());
        QCOMPARE(heard.end->value().completionTokens, 0);
    }

    void serversThatDoNotStream()
    {
        const Answer whole{"c", 1, "m", {{0, "Hello", {}, "stop"}}, Usage{3, 5}};
        m_server->say({json(200, chatJson(whole))});
        const Heard heard = ask();
        QCOMPARE(heard.texts.at(0), std::string("Hello"));
        QCOMPARE(heard.end->value().completionTokens, 5);
    }

    void stopped()
    {
        m_server->say({events({chunk(0, "Hel")}, Reply::Then::Keep)});
        Heard heard;
        AnswerStream *one = stream(heard);
        QTRY_COMPARE(heard.texts[0], std::string("Hel"));
        one->abort();
        one->abort();
        QCOMPARE(heard.ends, 1);
        QCOMPARE(heard.end->error().kind, ErrorKind::Cancelled);
        QTRY_COMPARE(m_server->connectionsLost, 1); // the server can stop working
        QCOMPARE(heard.ends, 1);
    }

    void stoppedByTheFirstPiece()
    {
        m_server->say({events({chunk(0, "a") + chunk(0, "b") + chunk(0, "c", "stop") + done()})});
        Heard heard;
        AnswerStream *one = stream(heard);
        connect(one, &AnswerStream::piece, this, [one] { one->abort(); });
        QTRY_COMPARE(heard.ends, 1);
        QCOMPARE(heard.texts[0], std::string("a"));
        QCOMPARE(heard.end->error().kind, ErrorKind::Cancelled);
    }

    void deletedByTheFirstPiece()
    {
        m_server->say({events({chunk(0, "a") + chunk(0, "b") + done()})});
        Heard heard;
        QPointer<AnswerStream> one = stream(heard);
        connect(one, &AnswerStream::piece, this, [one] { delete one.data(); });
        QTRY_VERIFY(one.isNull());
        QTRY_COMPARE(m_server->connectionsLost, 1);
        QCOMPARE(heard.texts[0], std::string("a"));
        QCOMPARE(heard.ends, 0);
    }

    void notReady()
    {
        m_client->setEndpoint({}, {});
        QCOMPARE(ask().end->error().code, std::string("not_ready"));
    }

    void theConnectionIsUsedAgain()
    {
        const QByteArray body = chunk(0, "Hello", "stop") + done();
        m_server->say({{{head(200, "text/event-stream", "Content-Length: " + QByteArray::number(body.size()) + "\r\n")
                         + "\r\n" + body}}});
        QVERIFY(ask().end->has_value());
        QVERIFY(ask().end->has_value());
        QCOMPARE(m_server->connectionsLost, 0);
    }
};

QTEST_GUILESS_MAIN(TstAnswerStream)
#include "tst_answer_stream.moc"
