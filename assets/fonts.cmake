# The fonts that Glossator ships, cut from the distribution's fonts to what they are for.
#
# Read by CMakeLists.txt, it makes the target glossator_fonts, and GLOSSATOR_FONT_PACKS for <glossator_assets.h>.

# ---- The first download: living languages in Latin, Greek and Cyrillic. A bold and an italic text face would cost
# 30 kB each, so there are none.
set(characters
    20-7E A0-17F 18F 192 1A0-1A1 1AF-1B0 218-21B        # Latin: Europe, Azeri, Vietnamese, Romanian
    1E80-1E85 1E9E 1EA0-1EF9                            # Welsh, the capital sharp s, Vietnamese
    2BC 2C6-2C7 2D8-2DD 300-304 306-30C 323 326-328     # letters and marks that modify
    37A-3CE                                             # Greek
    400-45F 490-491 49A-49B 4A2-4A3 4AE-4B1 4BA-4BB 4D8-4D9 4E8-4E9  # Cyrillic: Slavic languages, Kazakh, Tatar
    2000-2030 2032-2033 2039-203A 203C 2044 2060-2064   # punctuation
    20A4 20A6-20AE 20B4 20B8-20BF 2116 2122 2126        # currencies, number, trade mark, ohm
    2190-2193 2212 2215 2248 2260 2264-2265             # arrows, mathematics
    25A0 25CB 25CF 25CC 2713 FFFD)                      # marks of the interface, the base of a stray mark
list(JOIN characters "," characters)
set(ascii 20-7E,A0-FF,2013-2014,2018-201D,2022,2026)  # what labels and headings are mostly made of

# file | cut from | OpenType features, or - | characters; in the Debian packages fonts-inter and fonts-noto-core.
# Both do without kerning, which would weigh 4 kB and more; in the interface, a mark on a letter without a composed form stands as it falls.
set(first_fonts
    "ui.otf|Inter-Regular|-|${characters}"
    "ui-semibold.otf|Inter-SemiBold|-|${ascii}"
    "text.ttf|NotoSerif-Regular|ccmp,mark,mkmk,liga,locl|${characters}")

# ---- Packs: loaded when a text first needs them. What neither these nor the first fonts have is left to the platform.
# file | cut from | scripts (ISO 15924) | languages that alone it serves, before others | characters
set(font_packs
    "nastaliq.ttf|NotoNastaliqUrdu-Regular|Arab|ur ks|600-6FF,750-77F,8A0-8FF,FB50-FDFF,FE70-FEFF,200C-200F,20-40"
    "arabic.ttf|NotoNaskhArabic-Regular|Arab||600-6FF,750-77F,870-8FF,FB50-FDFF,FE70-FEFF,200C-200F,25CC"
    "hebrew.ttf|NotoSerifHebrew-Regular|Hebr||590-5FF,FB1D-FB4F,200C-200F,20AA,25CC"
    "armenian.ttf|NotoSerifArmenian-Regular|Armn||530-58F,FB13-FB17"
    "georgian.ttf|NotoSerifGeorgian-Regular|Geor||10A0-10FF,1C90-1CBF,2D00-2D2F"
    "devanagari.ttf|NotoSerifDevanagari-Regular|Deva||900-97F,1CD0-1CFF,A8E0-A8FF,200C-200D,20B9,25CC"
    "bengali.ttf|NotoSerifBengali-Regular|Beng||964-965,980-9FF,200C-200D,25CC"
    "gurmukhi.ttf|NotoSerifGurmukhi-Regular|Guru||964-965,A00-A7F,200C-200D,25CC"
    "gujarati.ttf|NotoSerifGujarati-Regular|Gujr||964-965,A80-AFF,200C-200D,25CC"
    "tamil.ttf|NotoSerifTamil-Regular|Taml||964-965,B80-BFF,200C-200D,25CC"
    "telugu.ttf|NotoSerifTelugu-Regular|Telu||964-965,C00-C7F,200C-200D,25CC"
    "kannada.ttf|NotoSerifKannada-Regular|Knda||964-965,C80-CFF,200C-200D,25CC"
    "malayalam.ttf|NotoSerifMalayalam-Regular|Mlym||964-965,D00-D7F,200C-200D,25CC"
    "sinhala.ttf|NotoSerifSinhala-Regular|Sinh||964-965,D80-DFF,200C-200D,25CC"
    "thai.ttf|NotoSerifThai-Regular|Thai||E00-E7F,25CC"
    "lao.ttf|NotoSerifLao-Regular|Laoo||E80-EFF,25CC"
    "tibetan.ttf|NotoSerifTibetan-Regular|Tibt||F00-FFF,25CC"
    "myanmar.ttf|NotoSerifMyanmar-Regular|Mymr||1000-109F,A9E0-A9FF,AA60-AA7F,25CC"
    "khmer.ttf|NotoSerifKhmer-Regular|Khmr||1780-17FF,19E0-19FF,200C-200D,25CC"
    "ethiopic.ttf|NotoSerifEthiopic-Regular|Ethi||1200-139F,2D80-2DDF,AB00-AB2F")

# Where the files are put. Every build of this work tree shares them.
set(GLOSSATOR_FONTS ${PROJECT_SOURCE_DIR}/build/fonts)
find_program(HB_SUBSET hb-subset)

# cut_font(<file> <font> <characters> [option…]): appends to `written`.
function(cut_font file font characters)
    find_file(font_${font} NAMES ${font}.otf ${font}.ttf NO_CMAKE_FIND_ROOT_PATH
        PATHS /usr/share/fonts $ENV{HOME}/.local/share/fonts PATH_SUFFIXES opentype/inter truetype/inter truetype/noto noto inter)
    if(NOT HB_SUBSET OR NOT font_${font})
        message(WARNING "No hb-subset or no font ${font}: the build goes without the font ${file}")
        return()
    endif()
    # Nothing reads hints. Without shared subroutines, gzip does better.
    add_custom_command(OUTPUT ${GLOSSATOR_FONTS}/${file}
        COMMAND ${CMAKE_COMMAND} -E make_directory ${GLOSSATOR_FONTS}
        COMMAND ${HB_SUBSET} ${font_${font}} --unicodes=${characters} --no-hinting --desubroutinize --name-IDs=1,2
            --drop-tables=BASE,DSIG,MATH,STAT ${ARGN} --output-file=${GLOSSATOR_FONTS}/${file}
        DEPENDS ${CMAKE_CURRENT_FUNCTION_LIST_FILE}
        COMMENT "Cutting ${file}" VERBATIM)
    set(written ${written} ${GLOSSATOR_FONTS}/${file} PARENT_SCOPE)
endfunction()

set(written)
foreach(line IN LISTS first_fonts)
    string(REPLACE "|" ";" line "${line}")
    list(GET line 0 file)
    list(GET line 1 font)
    list(GET line 2 features)
    list(GET line 3 unicodes)
    if(features STREQUAL "-")
        cut_font(${file} ${font} ${unicodes} --drop-tables+=GDEF,GPOS,GSUB)
    else()
        cut_font(${file} ${font} ${unicodes} --layout-features=${features})
    endif()
endforeach()
set(GLOSSATOR_FONT_PACKS)
foreach(line IN LISTS font_packs)
    string(REPLACE "|" ";" line "${line}")
    list(GET line 0 file)
    list(GET line 1 font)
    list(GET line 2 scripts)
    list(GET line 3 languages)
    list(GET line 4 unicodes)
    cut_font(${file} ${font} ${unicodes})
    string(APPEND GLOSSATOR_FONT_PACKS "${file}|${scripts}|${languages}\n")
endforeach()
add_custom_target(glossator_fonts ALL DEPENDS ${written})
