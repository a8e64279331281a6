# What every program carries inside: <glossator_assets.h>, from the target glossator_assets.
set(schema_file ${CMAKE_CURRENT_LIST_DIR}/schema/news.json)
set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${schema_file})
file(READ ${schema_file} schema)
set(attribution_file ${CMAKE_CURRENT_LIST_DIR}/learn/attribution.txt)
set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${attribution_file})
file(READ ${attribution_file} attribution)
file(CONFIGURE OUTPUT ${PROJECT_BINARY_DIR}/assets/glossator_assets.h @ONLY CONTENT
"#pragma once

#include <string_view>

namespace glossator {

// assets/schema/news.json
inline constexpr std::string_view kNewsSchema = R\"json(@schema@)json\";

// assets/learn/attribution.txt
inline constexpr std::string_view kAttributionRules = R\"rules(@attribution@)rules\";

// assets/fonts.cmake: the packs, a line each, as file|scripts|languages.
inline constexpr std::string_view kFontPacks = R\"(@GLOSSATOR_FONT_PACKS@)\";

}  // namespace glossator
")

add_library(glossator_assets INTERFACE)
target_include_directories(glossator_assets INTERFACE ${PROJECT_BINARY_DIR}/assets)
