// What Dear ImGui refers to and Glossator never uses: tables and columns. Instead of imgui_tables.cpp, whose code would
// cost every page load 20 kB, these stand in; they are only reached when there is a table.
#include <imgui_internal.h>

namespace ImGui {

void TableSettingsAddSettingsHandler() {}
void TableGcCompactSettings() {}
void TableGcCompactTransientBuffers(ImGuiTable*) {}
void TableGcCompactTransientBuffers(ImGuiTableTempData*) {}
void TablePushBackgroundChannel() {}
void TablePopBackgroundChannel() {}
void TablePushColumnChannel(int) {}
void TablePopColumnChannel() {}
void TableEndRow(ImGuiTable*) {}
void TableEndCell(ImGuiTable*) {}
void EndTable() {}
void PushColumnsBackground() {}
void PopColumnsBackground() {}
void EndColumns() {}

}  // namespace ImGui

#ifdef __EMSCRIPTEN__
// Named imgui_sscanf by cmake/dependencies.cmake. It is only reached when .ini settings are read.
extern "C" int sscanf(const char*, const char*, ...)
{
    return 0;
}
#endif
