// SPDX-License-Identifier: GPL-3.0-or-later
// The same rows with each prompt and completion written as a chat (user asks, assistant answers), for services whose
// models learn from chats only. Chats and lines that cannot be read stay as they are.
#pragma once

#include "dataset/dataset_document.h"

#include <memory>

namespace onsa::ui {

std::shared_ptr<const DatasetSnapshot> pairsAsChats(std::shared_ptr<const DatasetSnapshot> rows);

} // namespace onsa::ui
