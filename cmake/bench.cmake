# dragoman_bench_targets(): the program behind scripts/bench, built only when asked for by name.
function(dragoman_bench_targets)
  file(GLOB_RECURSE sources CONFIGURE_DEPENDS "${PROJECT_SOURCE_DIR}/bench/*.cc")
  list(FILTER sources EXCLUDE REGEX "/bench/grpc/")
  add_executable(dragoman_bench EXCLUDE_FROM_ALL ${sources})
  set_target_properties(dragoman_bench PROPERTIES RUNTIME_OUTPUT_DIRECTORY "${CMAKE_BINARY_DIR}")
  target_link_libraries(dragoman_bench PRIVATE dragoman_flags dragoman_dialects dragoman_transport_tcp
                                               dragoman_transport_tls dragoman_transport_websocket OpenSSL::SSL
                                               dragoman_services_chain dragoman_asio)
  target_compile_definitions(dragoman_bench PRIVATE DRAGOMAN_SOURCE_DIR="${PROJECT_SOURCE_DIR}")

  # Other WebSocket engines are measured against, too; Beast and websocketpp are headers alone. Without them B3 says so.
  set_source_files_properties(bench/servers/websocketpp.cc PROPERTIES COMPILE_OPTIONS "-std=gnu++17;-UASIO_STANDALONE;-UASIO_NO_DEPRECATED;-Wno-conversion")
  find_library(WSLAY_LIBRARY wslay)
  if(WSLAY_LIBRARY)
    target_compile_definitions(dragoman_bench PRIVATE BENCH_WSLAY)
    target_link_libraries(dragoman_bench PRIVATE "${WSLAY_LIBRARY}")
  endif()

  # grpc++ is only measured against; without it B1 says so.
  pkg_check_modules(grpc IMPORTED_TARGET grpc++)
  if(grpc_FOUND)
    add_executable(dragoman_bench_grpc EXCLUDE_FROM_ALL bench/grpc/main.cc bench/measure/process.cc)
    set_target_properties(dragoman_bench_grpc PROPERTIES RUNTIME_OUTPUT_DIRECTORY "${CMAKE_BINARY_DIR}")
    target_include_directories(dragoman_bench_grpc PRIVATE "${PROJECT_SOURCE_DIR}")
    target_link_libraries(dragoman_bench_grpc PRIVATE PkgConfig::grpc Threads::Threads)
    target_compile_options(dragoman_bench_grpc PRIVATE -O2)
    add_dependencies(dragoman_bench dragoman_bench_grpc)
  endif()
endfunction()
