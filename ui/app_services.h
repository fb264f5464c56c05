// SPDX-License-Identifier: GPL-3.0-or-later
// What the pages may use. main.cpp builds the objects and outlives every page.
#pragma once

namespace onsa {

class Settings;
class SecretStore;
class ProviderList;
class EngineProcess;
class JobListModel;
class ProviderConnections;

struct AppServices {
    Settings &settings;
    SecretStore &secrets;
    ProviderList &providers;
    EngineProcess &engine;
    JobListModel &jobs;
    ProviderConnections &connections;
};

} // namespace onsa
