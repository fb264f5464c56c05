// SPDX-License-Identifier: GPL-3.0-or-later
// onsa-engine serve: the HTTP service until it is asked to stop.
#include "engine/verbs.h"

#include "engine/routes/routes.h"
#include "engine/stop_signals.h"

#include <chrono>
#include <condition_variable>
#include <cstdlib>
#include <iostream>
#include <memory>
#include <mutex>
#include <stop_token>
#include <thread>
#include <unistd.h>

namespace onsa::engine {

namespace {

struct ServeOptions {
    std::string data;
    int port = 0;
    bool noKey = false;
    bool stopWithStdin = false;
};

// Ends the program when stopping takes too long: one training step of a large model can. All that was told is in the
// store and the run resumes from its last saved step, so this costs time and nothing else.
class DeadlineExit
{
public:
    DeadlineExit()
        : m_thread([](const std::stop_token &done) {
            std::mutex mutex;
            std::unique_lock lock(mutex);
            std::condition_variable_any never;
            if (never.wait_for(lock, done, longestStop, [] { return false; }) || done.stop_requested())
                return;
            std::cerr << "onsa-engine: the running step took too long; training goes on from the last saved step at "
                         "the next start."
                      << std::endl;
            ::_exit(0);
        })
    {
    }

private:
    static constexpr auto longestStop = std::chrono::seconds(6); // the window ends the process after 8
    std::jthread m_thread;
};

int serve(const ServeOptions &options)
{
    const char *key = std::getenv("ONSA_ENGINE_KEY");
    const std::string bearer = key != nullptr ? key : "";
    ::unsetenv("ONSA_ENGINE_KEY"); // nothing that we start may read it
    if (bearer.empty() && !options.noKey)
        return sayError(
            {ErrorKind::InvalidInput,
             "No key: set ONSA_ENGINE_KEY to the key that clients must send, or give --no-key to accept any.",
             {},
             {}});
    prepareStopSignals();
    const auto data = DataFolder::open(dataFolderOr(options.data));
    if (!data)
        return sayError(data.error());
    const auto lock = data->lockForServing();
    if (!lock)
        return sayError(lock.error());
    data->removeUnfinished();
    const auto store = Store::open(data->database());
    if (!store)
        return sayError(store.error());

    ModelHost host;
    Answering answering(**store, *data, host, generate);
    TrainingSpeeds speeds(**store);
    JobEstimator estimator(speeds);
    const auto runner = JobRunner::start(
        **store, *data, [&](const std::string &name) { return answering.findBase(name); }, train, &speeds);
    if (!runner)
        return sayError(runner.error());
    HttpOptions http;
    http.port = options.port;
    http.key = options.noKey ? std::string() : bearer;
    HttpServer server(http);
    addHealthRoute(server);
    addFileRoutes(server, **store, *data);
    addJobRoutes(server, **store, *data, **runner, answering);
    addEstimateRoute(server, **store, answering, estimator);
    addModelRoutes(server, **store, *data, answering);
    addCompletionRoutes(server, answering);
    addChatRoutes(server, answering);
    const auto port = server.start();
    if (!port)
        return sayError(port.error());

    std::cout << R"({"event":"ready","port":)" << *port << "}" << std::endl; // flushed: the window waits for it
    waitForStop(options.stopWithStdin);
    const DeadlineExit deadline;
    server.stop();
    (*runner)->stop();
    return 0;
}

} // namespace

Verb addServeVerb(CLI::App &program)
{
    auto options = std::make_shared<ServeOptions>();
    auto *verb = program.add_subcommand("serve", "Answer the OpenAI-shaped HTTP API on 127.0.0.1");
    verb->add_option("--data", options->data, "Folder of models, files and jobs (default: in your home)");
    verb->add_option("--port", options->port, "Port; 0 = any free one")->check(CLI::Range(0, 65535));
    verb->add_flag("--no-key", options->noKey, "Accept any key (the key comes from ONSA_ENGINE_KEY)");
    verb->add_flag("--stop-with-stdin", options->stopWithStdin, "Stop when standard input ends");
    return [options] { return serve(*options); };
}

} // namespace onsa::engine
