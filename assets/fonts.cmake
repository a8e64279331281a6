# The fonts that Glossator ships, cut from the distribution's fonts to what its text can show.
#
# Read by CMakeLists.txt, it makes the target glossator_fonts. A bold and an italic text face
# would cost 75 kB each of the page's first download, so there are none.

# file written       cut from      in the Debian package
set(fonts
    "ui.otf           Inter-Regular"      # fonts-inter
    "ui-semibold.otf  Inter-SemiBold"     # fonts-inter
    "text.ttf         NotoSerif-Regular") # fonts-noto-core

set(characters
    20-7E A0-24F  # Latin
    300-36F       # combining marks
    370-3FF       # Greek
    400-52F       # Cyrillic
    1E00-1EFF     # Latin, Vietnamese
    2000-206F     # punctuation
    20A0-20BF     # currencies
    2100-214F     # letterlike
    2190-21FF     # arrows
    2200-2265     # mathematics
    25A0-25FF     # shapes
    2713-2717     # check marks
    FFFD)
list(JOIN characters "," characters)

# Where the files are put. Every build of this work tree shares them.
set(GLOSSATOR_FONTS ${PROJECT_SOURCE_DIR}/build/fonts)
find_program(HB_SUBSET hb-subset)

set(written)
foreach(font IN LISTS fonts)
    separate_arguments(words UNIX_COMMAND "${font}")
    list(GET words 0 file)
    list(GET words 1 name)
    find_file(font_${name} NAMES ${name}.otf ${name}.ttf NO_CMAKE_FIND_ROOT_PATH
        PATHS /usr/share/fonts $ENV{HOME}/.local/share/fonts PATH_SUFFIXES opentype/inter truetype/inter truetype/noto noto inter)
    if(NOT HB_SUBSET OR NOT font_${name})
        message(WARNING "No hb-subset or no font ${name}: the build goes without the font ${file}")
        continue()
    endif()
    # Hints and layout tables are left out: nothing reads them yet.
    add_custom_command(OUTPUT ${GLOSSATOR_FONTS}/${file}
        COMMAND ${CMAKE_COMMAND} -E make_directory ${GLOSSATOR_FONTS}
        COMMAND ${HB_SUBSET} ${font_${name}} --unicodes=${characters} --no-hinting --name-IDs=1,2
            --drop-tables=BASE,DSIG,GDEF,GPOS,GSUB,MATH,STAT --output-file=${GLOSSATOR_FONTS}/${file}
        DEPENDS ${CMAKE_CURRENT_LIST_FILE}
        COMMENT "Cutting ${file}" VERBATIM)
    list(APPEND written ${GLOSSATOR_FONTS}/${file})
endforeach()
add_custom_target(glossator_fonts ALL DEPENDS ${written})
install(FILES ${written} DESTINATION fonts)
