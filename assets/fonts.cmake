# The fonts that Glossator ships, cut from the distribution's fonts to what its text can show.
#
# Read by CMakeLists.txt, it makes the target glossator_fonts. A bold and an italic text face
# would cost 30 kB each of the page's first download, so there are none.

# file written       cut from      in the Debian package
set(fonts
    "ui.otf           Inter-Regular"      # fonts-inter
    "ui-semibold.otf  Inter-SemiBold"     # fonts-inter
    "text.ttf         NotoSerif-Regular") # fonts-noto-core

# Living languages in Latin, Greek and Cyrillic. Whatever else a text has is left to the platform: the
# browser draws a character that these lack. A hundred characters more cost 13 kB of the first download.
set(characters
    20-7E A0-17F 18F 192 1A0-1A1 1AF-1B0 218-21B        # Latin: Europe, Azeri, Vietnamese, Romanian
    1E80-1E85 1E9E 1EA0-1EF9                            # Welsh, the capital sharp s, Vietnamese
    2BC 2C6-2C7 2D8-2DD 300-304 306-30C 323 326-328     # letters and marks that modify
    37A-3CE                                             # Greek
    400-45F 490-491 49A-49B 4A2-4A3 4AE-4B1 4BA-4BB 4D8-4D9 4E8-4E9  # Cyrillic: Slavic languages, Kazakh, Tatar
    2000-2030 2032-2033 2039-203A 203C 2044 2060-2064   # punctuation
    20A4 20A6-20AE 20B4 20B8-20BF 2116 2122 2126        # currencies, number, trade mark, ohm
    2190-2193 2212 2215 2248 2260 2264-2265             # arrows, mathematics
    25A0 25CB 25CF 2713 FFFD)                           # marks of the interface
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
    # Hints and layout tables are left out: nothing reads them yet. Without shared subroutines, gzip does better.
    add_custom_command(OUTPUT ${GLOSSATOR_FONTS}/${file}
        COMMAND ${CMAKE_COMMAND} -E make_directory ${GLOSSATOR_FONTS}
        COMMAND ${HB_SUBSET} ${font_${name}} --unicodes=${characters} --no-hinting --desubroutinize --name-IDs=1,2
            --drop-tables=BASE,DSIG,GDEF,GPOS,GSUB,MATH,STAT --output-file=${GLOSSATOR_FONTS}/${file}
        DEPENDS ${CMAKE_CURRENT_LIST_FILE}
        COMMENT "Cutting ${file}" VERBATIM)
    list(APPEND written ${GLOSSATOR_FONTS}/${file})
endforeach()
add_custom_target(glossator_fonts ALL DEPENDS ${written})
install(FILES ${written} DESTINATION fonts)
