# What others build on: core as a package for CMake (`find_package(glossator)`, target glossator::core), and the
# command-line tool. `cmake --install build/native --prefix …` puts them in place; see docs/library.md.
include(GNUInstallDirs)
include(CMakePackageConfigHelpers)

set(package_folder ${CMAKE_INSTALL_LIBDIR}/cmake/glossator)
set(package_layers base text model edit io learn report)
list(TRANSFORM package_layers PREPEND glossator_)
set(package_third_party harfbuzz md4c pugixml sheenbidi stb_inflate stb_truetype tl_expected unibreak yyjson)

install(TARGETS glossator_core glossator_options ${package_layers} ${package_third_party}
    EXPORT glossator
    ARCHIVE DESTINATION ${CMAKE_INSTALL_LIBDIR}/glossator)
set_target_properties(glossator_core PROPERTIES EXPORT_NAME core)
target_include_directories(glossator_core INTERFACE $<INSTALL_INTERFACE:${CMAKE_INSTALL_INCLUDEDIR}/glossator>)
target_compile_features(glossator_core INTERFACE cxx_std_20)
install(EXPORT glossator NAMESPACE glossator:: FILE glossator-targets.cmake DESTINATION ${package_folder})

# Headers are included as they are here: "core/io/formats.h".
install(DIRECTORY core DESTINATION ${CMAKE_INSTALL_INCLUDEDIR}/glossator FILES_MATCHING PATTERN "*.h")
file(REAL_PATH ${tl_expected_SOURCE_DIR}/include/tl tl_headers)
install(DIRECTORY ${tl_headers}/ DESTINATION ${CMAKE_INSTALL_INCLUDEDIR}/glossator/tl)

file(WRITE ${PROJECT_BINARY_DIR}/glossator-config.cmake
    "include(\${CMAKE_CURRENT_LIST_DIR}/glossator-targets.cmake)\n")
write_basic_package_version_file(${PROJECT_BINARY_DIR}/glossator-config-version.cmake COMPATIBILITY SameMinorVersion)
install(FILES ${PROJECT_BINARY_DIR}/glossator-config.cmake ${PROJECT_BINARY_DIR}/glossator-config-version.cmake
    DESTINATION ${package_folder})

install(TARGETS glossator RUNTIME)
install(FILES ${PROJECT_SOURCE_DIR}/docs/glossator.1 DESTINATION ${CMAKE_INSTALL_MANDIR}/man1)
