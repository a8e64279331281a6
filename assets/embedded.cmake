# What every program carries inside: <glossator_assets.h>, from the target glossator_assets.
# glossator_schema_pack(<name> <title> <about>): appends assets/schema/<name>.json to ${schema_packs}.
function(glossator_schema_pack name title about)
    set(file ${CMAKE_CURRENT_FUNCTION_LIST_DIR}/schema/${name}.json)
    set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${file})
    file(READ ${file} json)
    string(REGEX REPLACE "\n *" "" json "${json}")  # it is carried in the page
    set(schema_packs "${schema_packs}    {\"${name}\", \"${title}\", \"${about}\", R\"json(${json})json\"},\n" PARENT_SCOPE)
endfunction()
glossator_schema_pack(news "News" "Entities, claims, and who said what")
glossator_schema_pack(polnear "Quotations (PolNeAR)" "Source, cue and content of each attribution")
glossator_schema_pack(parc "Attributions (PARC, PDTB)" "With supplements, type, factuality and scopal change")
glossator_schema_pack(ner "Names" "Persons, organisations, locations and other names")
glossator_schema_pack(argument "Arguments" "Major claims, claims and premises that support or attack them")
set(attribution_file ${CMAKE_CURRENT_LIST_DIR}/learn/attribution.txt)
set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${attribution_file})
file(READ ${attribution_file} attribution)
file(CONFIGURE OUTPUT ${PROJECT_BINARY_DIR}/assets/glossator_assets.h @ONLY CONTENT
"#pragma once

#include <string_view>

#include \"core/model/schema.h\"

namespace glossator {

// assets/schema: the default one first.
inline constexpr SchemaPack kSchemaPacks[] = {
@schema_packs@};

// assets/learn/attribution.txt
inline constexpr std::string_view kAttributionRules = R\"rules(@attribution@)rules\";

// assets/fonts.cmake: the packs, a line each, as file|scripts|languages.
inline constexpr std::string_view kFontPacks = R\"(@GLOSSATOR_FONT_PACKS@)\";

}  // namespace glossator
")

add_library(glossator_assets INTERFACE)
target_include_directories(glossator_assets INTERFACE ${PROJECT_BINARY_DIR}/assets)
