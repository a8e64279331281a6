# cmake -DSCRIPTS=… -DOUTPUT=… -P join_scripts.cmake: writes the scripts one after the other without comments and indents,
# which are a quarter of what they weigh even gzipped. A comment begins its line, or stands two spaces after the code.
set(page "")
foreach(script IN LISTS SCRIPTS)
    file(READ ${script} text)
    string(REGEX REPLACE "/\\*\\*[^*]*(\\*[^*/][^*]*)*\\*/" "" text "${text}")
    string(REGEX REPLACE "(^|\n) *//[^\n]*" "\\1" text "${text}")
    string(REGEX REPLACE "  // [^\n]*" "" text "${text}")
    string(REGEX REPLACE "\n[ \n]+" "\n" text "${text}")
    string(APPEND page "${text}")
endforeach()
file(WRITE ${OUTPUT} "${page}")
