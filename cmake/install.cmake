# What `cmake --install` leaves, in three components: `runtime`, the program; `development`, the libraries with their
# headers, found by find_package(dragoman) as dragoman::core, dragoman::transport_tcp, dragoman::services_store, …
# (docs/install.md); `documentation`. A sanitized build is for tests and installs nothing.
include(GNUInstallDirs)
include(CMakePackageConfigHelpers)

set(dragoman_header_folder "${CMAKE_INSTALL_INCLUDEDIR}/dragoman")
set(dragoman_cmake_folder "${CMAKE_INSTALL_LIBDIR}/cmake/dragoman")

# dragoman_installed_library(<dragoman_name>): outside it is dragoman::<name>, and inside too.
function(dragoman_installed_library target)
  string(REGEX REPLACE "^dragoman_" "" name ${target})
  add_library(dragoman::${name} ALIAS ${target})
  if(DRAGOMAN_SANITIZE)
    return()
  endif()
  set_target_properties(${target} PROPERTIES EXPORT_NAME ${name})
  install(TARGETS ${target} EXPORT dragoman ARCHIVE DESTINATION "${CMAKE_INSTALL_LIBDIR}" COMPONENT development
          INCLUDES DESTINATION "${dragoman_header_folder}")
endfunction()

# dragoman_headers(<pattern>...): to where includes are the same as in this tree.
function(dragoman_headers)
  foreach(pattern IN LISTS ARGN)
    file(GLOB_RECURSE headers CONFIGURE_DEPENDS RELATIVE "${PROJECT_SOURCE_DIR}" "${PROJECT_SOURCE_DIR}/${pattern}")
    foreach(header IN LISTS headers)
      cmake_path(GET header PARENT_PATH folder)
      # The umbrella headers are <dragoman/dialect.h> for everybody.
      string(REGEX REPLACE "^core/dragoman$" "dragoman" folder "${folder}")
      install(FILES "${header}" DESTINATION "${dragoman_header_folder}/${folder}" COMPONENT development)
    endforeach()
  endforeach()
endfunction()

function(dragoman_install)
  if(DRAGOMAN_SANITIZE)
    return()
  endif()
  install(TARGETS dragoman RUNTIME DESTINATION "${CMAKE_INSTALL_BINDIR}" COMPONENT runtime)

  # Of the transports those that show no asio.
  dragoman_headers(core/*.h services/*.h dialects/dialects.h transports/memory/*.h transports/tcp/address.h
                   transports/tcp/dialer.h transports/tcp/listener.h transports/tcp/loop.h
                   transports/tcp/loop_group.h transports/tls/context.h transports/tls/leaf.h transports/tls/link.h
                   transports/http/*.h transports/websocket/codes.h transports/websocket/link.h
                   transports/websocket/options.h)

  install(EXPORT dragoman NAMESPACE dragoman:: FILE dragoman-targets.cmake DESTINATION "${dragoman_cmake_folder}"
          COMPONENT development)
  configure_package_config_file(
    cmake/dragoman-config.cmake.in "${CMAKE_CURRENT_BINARY_DIR}/dragoman-config.cmake"
    INSTALL_DESTINATION "${dragoman_cmake_folder}" NO_SET_AND_CHECK_MACRO NO_CHECK_REQUIRED_COMPONENTS_MACRO)
  write_basic_package_version_file("${CMAKE_CURRENT_BINARY_DIR}/dragoman-config-version.cmake"
                                   COMPATIBILITY SameMinorVersion)
  install(FILES "${CMAKE_CURRENT_BINARY_DIR}/dragoman-config.cmake"
                "${CMAKE_CURRENT_BINARY_DIR}/dragoman-config-version.cmake"
          DESTINATION "${dragoman_cmake_folder}" COMPONENT development)

  install(FILES LICENSE README.md DESTINATION "${CMAKE_INSTALL_DOCDIR}" COMPONENT documentation)
  install(DIRECTORY docs examples DESTINATION "${CMAKE_INSTALL_DOCDIR}" COMPONENT documentation)
endfunction()
