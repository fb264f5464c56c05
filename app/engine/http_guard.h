// SPDX-License-Identifier: GPL-3.0-or-later
// Who may talk to the engine: programs of this computer that know the key. Web pages may not, however they reach us
// (a foreign Origin, or a foreign Host after DNS rebinding).
#pragma once

#include <string>
#include <string_view>

namespace onsa::engine {

bool isLoopbackHost(std::string_view hostHeader); // 127.0.0.1, localhost, [::1], with any port
bool isAllowedOrigin(std::string_view originHeader); // none, or http(s)://<loopback host>
// The key of "Bearer …" or of an api-key header.
std::string keyOf(std::string_view authorization, std::string_view apiKey);
// Equal without telling by its duration where a difference is.
bool equalInConstantTime(std::string_view left, std::string_view right);

} // namespace onsa::engine
