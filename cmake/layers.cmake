# Flags for our own code, never for third-party code.
add_library(glossator_options INTERFACE)
target_compile_features(glossator_options INTERFACE cxx_std_20)
target_compile_options(glossator_options INTERFACE
    -Wall -Wextra -Wshadow -Wconversion -Wno-sign-conversion -Werror
    # g++ 12 takes the sum of two strings for an overlapping copy (GCC bug 105651).
    $<$<AND:$<CXX_COMPILER_ID:GNU>,$<VERSION_LESS:$<CXX_COMPILER_VERSION>,13>>:-Wno-restrict>)
if(GLOSSATOR_SANITIZE)
    # Not vptr: it compares run-time types, which core is built without.
    add_compile_options(-fsanitize=address,undefined -fno-sanitize=vptr -fno-sanitize-recover=all -fno-omit-frame-pointer)
    add_link_options(-fsanitize=address,undefined)
endif()
if(GLOSSATOR_FUZZ)
    add_compile_options(-fsanitize=fuzzer-no-link)
endif()

# glossator_fast(<target>…): these meet every byte of a document, so they are optimised for speed even
# where the build is for size. Elsewhere -O2 would cost much and give little: the edits alone would weigh
# 100 kB more.
function(glossator_fast)
    foreach(target IN LISTS ARGN)
        target_compile_options(${target} PRIVATE $<$<CONFIG:MinSizeRel>:-O2>)
    endforeach()
endfunction()

# glossator_fastest(<source>…): these few do all that is done for each byte when a file is opened. Once it has seen
# -Oz, emcc forbids inlining, whatever level follows; here it is allowed again, for twice the speed and 1 kB a file.
function(glossator_fastest)
    set_source_files_properties(${ARGN} PROPERTIES COMPILE_OPTIONS
        "$<$<CONFIG:MinSizeRel>:-O2>;$<$<CONFIG:MinSizeRel>:-finline-functions>")
endfunction()

# glossator_alone(<name>…): where sources are compiled in batches, as .ci/run has the tests compiled (CMAKE_UNITY_BUILD),
# NAME.cpp isn't: what it has for itself is called as what others of its folder have for themselves, or, as in a main.cpp,
# it includes a header in another way than they do.
function(glossator_alone)
    list(TRANSFORM ARGN APPEND .cpp)
    set_source_files_properties(${ARGN} PROPERTIES SKIP_UNITY_BUILD_INCLUSION ON)
endfunction()

# glossator_layer(<name> FOLDER <folder> [DEPENDS <layer>…] [LIBRARIES <third-party>…]
#                 [PRIVATE_LIBRARIES <third-party>…] [SOURCES <file>…])
#
# Makes the library glossator_<name>. Includes are written from the root ("core/text/text.h"), but
# each layer publishes a root of its own in which only its folder exists. So a layer finds its
# own headers and those of the layers that it depends on, and no others.
function(glossator_layer name)
    cmake_parse_arguments(arg "" "FOLDER" "DEPENDS;LIBRARIES;PRIVATE_LIBRARIES;SOURCES" ${ARGN})
    set(root ${PROJECT_BINARY_DIR}/include/${name})
    get_filename_component(parent ${root}/${arg_FOLDER} DIRECTORY)
    file(MAKE_DIRECTORY ${parent})
    file(CREATE_LINK ${PROJECT_SOURCE_DIR}/${arg_FOLDER} ${root}/${arg_FOLDER} SYMBOLIC)

    list(TRANSFORM arg_DEPENDS PREPEND glossator_)
    if(arg_SOURCES)
        add_library(glossator_${name} STATIC ${arg_SOURCES})
        target_include_directories(glossator_${name} PUBLIC $<BUILD_INTERFACE:${root}>)
        target_link_libraries(glossator_${name}
            PUBLIC ${arg_DEPENDS} ${arg_LIBRARIES}
            PRIVATE glossator_options ${arg_PRIVATE_LIBRARIES})
        if(arg_FOLDER MATCHES "^core/" OR EMSCRIPTEN)
            target_compile_options(glossator_${name} PRIVATE -fno-exceptions $<$<COMPILE_LANGUAGE:CXX>:-fno-rtti>)
        endif()
    else()  # headers only, so far
        add_library(glossator_${name} INTERFACE)
        target_include_directories(glossator_${name} INTERFACE $<BUILD_INTERFACE:${root}>)
        target_link_libraries(glossator_${name} INTERFACE ${arg_DEPENDS} ${arg_LIBRARIES})
    endif()
endfunction()
