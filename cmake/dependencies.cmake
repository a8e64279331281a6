# Every library that Glossator stands on, and the release that it is tested with.
#
# CMake fetches what isn't there yet. To use a copy that you have, set
# FETCHCONTENT_SOURCE_DIR_<NAME> to its folder; `./dev setup` does that for all of them with
# the distribution's packages. Only the sources are taken: how they are compiled stands below.
include(FetchContent)

# glossator_source(NAME repository tag): declares a library and sets <name>_SOURCE_DIR.
function(glossator_source name repository tag)
    FetchContent_Declare(${name} GIT_REPOSITORY ${repository} GIT_TAG ${tag}
        SOURCE_SUBDIR not-built-by-its-own-cmake)
    FetchContent_MakeAvailable(${name})
    string(TOLOWER ${name} lower)
    set(${lower}_SOURCE_DIR "${${lower}_SOURCE_DIR}" PARENT_SCOPE)
endfunction()

#                name        upstream                                          release                  for
glossator_source(imgui       https://github.com/ocornut/imgui.git              v1.92.2b)              # the interface; fonts of any size since 1.92
glossator_source(libunibreak https://github.com/adah1972/libunibreak.git       libunibreak_6_1)       # line, word and grapheme breaks
glossator_source(harfbuzz    https://github.com/harfbuzz/harfbuzz.git          10.2.0)                # characters to glyphs
glossator_source(sheenbidi   https://github.com/Tehreer/SheenBidi.git          v3.0.0)                # text in both directions
glossator_source(yyjson      https://github.com/ibireme/yyjson.git             0.10.0)                # JSON in and out
glossator_source(md4c        https://github.com/mity/md4c.git                  release-0.5.2)        # Markdown of guidelines to headings, lists and text
glossator_source(pugixml     https://github.com/zeux/pugixml.git              v1.14)                 # XML of other tools, with the places of its elements
glossator_source(tl_expected https://github.com/TartanLlama/expected.git       v1.0.0)                # errors as values
glossator_source(stb         https://github.com/nothings/stb.git               8b5f1f37b5b75829fc72d38e7b5d4bcbf8a26d55) # fonts to pixels, PNG files, members of ZIP archives
glossator_source(cli11       https://github.com/CLIUtils/CLI11.git             v2.1.2)                # options of the command-line tool
glossator_source(doctest     https://github.com/doctest/doctest.git            v2.4.9)                # tests

# Third-party code is compiled without our warnings, and its headers are system headers.
function(glossator_third_party name)
    cmake_parse_arguments(arg "" "" "SOURCES;INCLUDE" ${ARGN})
    if(arg_SOURCES)
        add_library(${name} STATIC ${arg_SOURCES})
        target_include_directories(${name} SYSTEM PUBLIC "$<BUILD_INTERFACE:${arg_INCLUDE}>")
        target_compile_options(${name} PRIVATE -w $<$<AND:$<BOOL:${EMSCRIPTEN}>,$<COMPILE_LANGUAGE:CXX>>:-fno-exceptions;-fno-rtti>)
        set_target_properties(${name} PROPERTIES UNITY_BUILD OFF)
        target_compile_features(${name} PRIVATE cxx_std_20)
    else()
        add_library(${name} INTERFACE)
        target_include_directories(${name} SYSTEM INTERFACE "$<BUILD_INTERFACE:${arg_INCLUDE}>")
    endif()
endfunction()

glossator_third_party(imgui
    SOURCES
        ${imgui_SOURCE_DIR}/imgui.cpp
        ${imgui_SOURCE_DIR}/imgui_demo.cpp  # only stubs: see IMGUI_DISABLE_DEMO_WINDOWS
        ${imgui_SOURCE_DIR}/imgui_draw.cpp
        ${imgui_SOURCE_DIR}/imgui_widgets.cpp
        ${imgui_SOURCE_DIR}/misc/cpp/imgui_stdlib.cpp
        ${CMAKE_CURRENT_LIST_DIR}/imgui_left_out.cpp  # instead of imgui_tables.cpp
    INCLUDE ${imgui_SOURCE_DIR} ${imgui_SOURCE_DIR}/misc/cpp)
target_compile_definitions(imgui PUBLIC
    IMGUI_USE_WCHAR32  # characters beyond U+FFFF
    IMGUI_DISABLE_OBSOLETE_FUNCTIONS
    IMGUI_DISABLE_DEMO_WINDOWS
    IMGUI_DISABLE_DEBUG_TOOLS
    IMGUI_DISABLE_FILE_FUNCTIONS)  # files belong to the platform
target_compile_definitions(imgui PRIVATE IMGUI_DISABLE_STB_TRUETYPE_IMPLEMENTATION)  # there is one copy, see below
target_link_libraries(imgui PRIVATE stb_truetype)
# In the page, where every kilobyte is loaded: no font of ImGui's own (the page stops when one is missing), no formatting
# of fractions and no reading of settings (neither is asked for).
if(EMSCRIPTEN)
    target_compile_definitions(imgui PRIVATE
        IMGUI_DISABLE_DEFAULT_FONT
        vsnprintf=vsniprintf
        sscanf=imgui_sscanf)
endif()

glossator_third_party(unibreak
    SOURCES
        ${libunibreak_SOURCE_DIR}/src/eastasianwidthdef.c
        ${libunibreak_SOURCE_DIR}/src/emojidef.c
        ${libunibreak_SOURCE_DIR}/src/graphemebreak.c
        ${libunibreak_SOURCE_DIR}/src/linebreak.c
        ${libunibreak_SOURCE_DIR}/src/linebreakdata.c
        ${libunibreak_SOURCE_DIR}/src/linebreakdef.c
        ${libunibreak_SOURCE_DIR}/src/unibreakbase.c
        ${libunibreak_SOURCE_DIR}/src/unibreakdef.c
        ${libunibreak_SOURCE_DIR}/src/wordbreak.c
    INCLUDE ${libunibreak_SOURCE_DIR}/src)

# The smallest of HarfBuzz's configurations: nothing but shaping, for fonts that bring their own OpenType layout.
glossator_third_party(harfbuzz SOURCES ${harfbuzz_SOURCE_DIR}/src/harfbuzz.cc INCLUDE ${harfbuzz_SOURCE_DIR}/src)
file(CONFIGURE OUTPUT ${PROJECT_BINARY_DIR}/harfbuzz/glossator-hb-config.h
    CONTENT "#undef HB_NO_OPEN  /* without it, release 10.2 does not link */\n")
target_include_directories(harfbuzz PRIVATE ${PROJECT_BINARY_DIR}/harfbuzz)
target_compile_definitions(harfbuzz PRIVATE HB_TINY HB_NO_LANGUAGE_LONG HB_NO_EMOJI_SEQUENCES
    HB_CONFIG_OVERRIDE_H="glossator-hb-config.h")
target_compile_options(harfbuzz PRIVATE -fno-exceptions -fno-rtti)

glossator_third_party(sheenbidi SOURCES ${sheenbidi_SOURCE_DIR}/Source/SheenBidi.c INCLUDE ${sheenbidi_SOURCE_DIR}/Headers)
target_compile_definitions(sheenbidi PRIVATE SB_CONFIG_UNITY)
target_include_directories(sheenbidi PRIVATE ${sheenbidi_SOURCE_DIR}/Source)

glossator_third_party(yyjson SOURCES ${yyjson_SOURCE_DIR}/src/yyjson.c INCLUDE ${yyjson_SOURCE_DIR}/src)

target_compile_definitions(yyjson PUBLIC  # what isn't used: numbers are kept as text, and written by core/io/json_number.h
    YYJSON_DISABLE_WRITER=1
    YYJSON_DISABLE_UTILS=1
    YYJSON_DISABLE_FAST_FP_CONV=1
    YYJSON_DISABLE_NON_STANDARD=1)

glossator_third_party(md4c SOURCES ${md4c_SOURCE_DIR}/src/md4c.c INCLUDE ${md4c_SOURCE_DIR}/src)  # its parser, without HTML

glossator_third_party(pugixml SOURCES ${pugixml_SOURCE_DIR}/src/pugixml.cpp INCLUDE ${pugixml_SOURCE_DIR}/src)
target_compile_definitions(pugixml PUBLIC PUGIXML_NO_XPATH PUGIXML_NO_STL PUGIXML_NO_EXCEPTIONS)

glossator_third_party(stb INCLUDE ${stb_SOURCE_DIR})
# One copy of stb_truetype for our faces and ImGui's.
file(CONFIGURE OUTPUT ${PROJECT_BINARY_DIR}/stb_truetype.c
    CONTENT "#define STB_TRUETYPE_IMPLEMENTATION\n#include <stb_truetype.h>\n")
glossator_third_party(stb_truetype SOURCES ${PROJECT_BINARY_DIR}/stb_truetype.c INCLUDE ${stb_SOURCE_DIR})
# Of stb_image, only its decoder of deflated bytes.
file(CONFIGURE OUTPUT ${PROJECT_BINARY_DIR}/stb_inflate.c
    CONTENT "#define STB_IMAGE_IMPLEMENTATION\n#include <stb_image.h>\n")
glossator_third_party(stb_inflate SOURCES ${PROJECT_BINARY_DIR}/stb_inflate.c INCLUDE ${stb_SOURCE_DIR})
target_compile_definitions(stb_inflate PUBLIC
    STBI_SUPPORT_ZLIB STBI_NO_STDIO STBI_NO_FAILURE_STRINGS STBI_NO_LINEAR STBI_NO_SIMD STBI_NO_HDR
    STBI_NO_JPEG STBI_NO_PNG STBI_NO_BMP STBI_NO_PSD STBI_NO_TGA STBI_NO_GIF STBI_NO_PIC STBI_NO_PNM)
glossator_third_party(tl_expected INCLUDE ${tl_expected_SOURCE_DIR}/include)
glossator_third_party(CLI11 INCLUDE ${cli11_SOURCE_DIR}/include)
glossator_third_party(doctest INCLUDE ${doctest_SOURCE_DIR})

if(NOT EMSCRIPTEN)
    find_package(glfw3 3.3)  # the desktop window; without it only the desktop program is left out
    if(glfw3_FOUND)
        glossator_third_party(imgui_glfw
            SOURCES ${imgui_SOURCE_DIR}/backends/imgui_impl_glfw.cpp
            INCLUDE ${imgui_SOURCE_DIR}/backends)
        target_link_libraries(imgui_glfw PUBLIC imgui glfw)
        glossator_third_party(imgui_opengl3
            SOURCES ${imgui_SOURCE_DIR}/backends/imgui_impl_opengl3.cpp
            INCLUDE ${imgui_SOURCE_DIR}/backends)
        target_link_libraries(imgui_opengl3 PUBLIC imgui PRIVATE ${CMAKE_DL_LIBS})
    endif()
endif()
