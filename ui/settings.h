#pragma once

#include <string>

#include "ui/platform.h"
#include "ui/session.h"

namespace glossator {

// Settings as one small JSON object under the key "settings". What can't be read keeps its default.
Settings load_settings(Platform& platform);
// `kept` is what was written last, and follows.
void save_settings_if_changed(Platform& platform, const Settings& settings, std::string& kept);

}  // namespace glossator
