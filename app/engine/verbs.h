// SPDX-License-Identifier: GPL-3.0-or-later
// The verbs of onsa-engine. Each adds its options to the command line and returns what is to be run: 0 = done, 1 =
// failed with one sentence on stderr.
#pragma once

#include "core/result.h"

#include <CLI/CLI.hpp>
#include <filesystem>
#include <functional>
#include <string>

namespace onsa::engine {

using Verb = std::function<int()>;

Verb addServeVerb(CLI::App &program);
Verb addTrainVerb(CLI::App &program);
Verb addAskVerb(CLI::App &program);
Verb addModelsVerb(CLI::App &program);
Verb addBenchVerb(CLI::App &program);
Verb addPrepareVerb(CLI::App &program);

int sayError(const Error &error); // on stderr; returns 1
std::filesystem::path dataFolderOr(const std::string &option); // of --data, or the default
// What the user called a model, as findBaseModel() takes it: a folder of the working directory needs no "./" before it
// unless a model of the data folder has the same name.
std::string modelOrFolder(const std::filesystem::path &dataFolder, const std::string &name);

} // namespace onsa::engine
