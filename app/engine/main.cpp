// SPDX-License-Identifier: GPL-3.0-or-later
// onsa-engine: trains and asks language models on this computer, by HTTP or from the command line.
#include "engine/verbs.h"

#include <iostream>
#include <vector>

int main(int argc, char **argv)
{
    using namespace onsa::engine;
    CLI::App program("Fine-tunes language models on this computer and answers with them.", "onsa-engine");
    program.require_subcommand(1);
    program.set_version_flag("--version", "onsa-engine " ONSA_VERSION);
    const std::vector<Verb> verbs = {addServeVerb(program), addTrainVerb(program), addAskVerb(program),
                                     addModelsVerb(program), addBenchVerb(program), addPrepareVerb(program)};
    try {
        program.parse(argc, argv);
    } catch (const CLI::ParseError &error) {
        return program.exit(error) == 0 ? 0 : 2;
    }
    const auto all = program.get_subcommands([](CLI::App *) { return true; });
    for (std::size_t i = 0; i < all.size() && i < verbs.size(); ++i) {
        if (all[i]->parsed())
            return verbs[i]();
    }
    return 2;
}
