# dragoman_bench_targets(): the program behind scripts/bench, built only when asked for by name.
function(dragoman_bench_targets)
  file(GLOB_RECURSE sources CONFIGURE_DEPENDS "${PROJECT_SOURCE_DIR}/bench/*.cc")
  list(FILTER sources EXCLUDE REGEX "/bench/grpc/")
  add_executable(dragoman_bench EXCLUDE_FROM_ALL ${sources})
  set_target_properties(dragoman_bench PROPERTIES RUNTIME_OUTPUT_DIRECTORY "${CMAKE_BINARY_DIR}")
  target_link_libraries(dragoman_bench PRIVATE dragoman_flags dragoman_dialects dragoman_transport_tcp
                                               dragoman_services_chain dragoman_asio)
  target_compile_definitions(dragoman_bench PRIVATE DRAGOMAN_SOURCE_DIR="${PROJECT_SOURCE_DIR}")
endfunction()
