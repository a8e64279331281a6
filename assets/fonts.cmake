# The fonts that Glossator ships, cut from the distribution's fonts to what its text can show.
#
# As a script (cmake -DHB_SUBSET=… -DOUT=… -P assets/fonts.cmake) it writes them to the folder OUT.

# name            source file, in the folders of the Debian packages fonts-inter and fonts-noto-core
set(glossator_fonts
    "ui           Inter-Regular"
    "ui-semibold  Inter-SemiBold"
    "text         NotoSerif-Regular"
    "text-bold    NotoSerif-Bold"
    "text-italic  NotoSerif-Italic")

set(glossator_characters
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

# Finds the source file of a font in one of the system's font folders.
function(glossator_find_font name variable)
    unset(file CACHE)
    find_file(file NAMES ${name}.ttf ${name}.otf NO_CMAKE_FIND_ROOT_PATH
        PATHS /usr/share/fonts PATH_SUFFIXES truetype/inter opentype/inter truetype/noto)
    set(${variable} ${file} PARENT_SCOPE)
endfunction()
