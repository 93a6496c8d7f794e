set(DRAGOMAN_TEST_ENVIRONMENT
    "ASAN_OPTIONS=strict_string_checks=1:detect_stack_use_after_return=1"
    "UBSAN_OPTIONS=print_stacktrace=1" "TSAN_OPTIONS=halt_on_error=1:second_deadlock_stack=1")

# dragoman_ring(<ring> <executable> <shards> [sources...]): one executable of all .cc below tests/<ring> and of the
# further sources; ctest runs it in <shards> processes that share its tests.
function(dragoman_ring ring executable shards)
  dragoman_sources(sources tests/${ring})
  if(NOT sources)
    return()
  endif()
  list(APPEND sources ${ARGN})
  get_property(names GLOBAL PROPERTY dragoman_dialect_names)
  list(JOIN names "," names)
  add_executable(${executable} ${sources})
  target_link_libraries(${executable} PRIVATE dragoman_flags dragoman_everything nlohmann_json::nlohmann_json
                                              OpenSSL::Crypto SQLite::SQLite3 GTest::gtest_main GTest::gmock
                                              $<TARGET_NAME_IF_EXISTS:rapidcheck>)
  target_compile_definitions(${executable} PRIVATE DRAGOMAN_SOURCE_DIR="${PROJECT_SOURCE_DIR}"
                                                   DRAGOMAN_DIALECT_NAMES="${names}")
  dragoman_not_in_fuzz_all(${executable})
  add_dependencies(ring_tests ${executable})
  math(EXPR last "${shards} - 1")
  foreach(shard RANGE ${last})
    add_test(NAME ${ring}.${shard} COMMAND ${executable} WORKING_DIRECTORY "${PROJECT_SOURCE_DIR}")
    set_tests_properties(
      ${ring}.${shard} PROPERTIES LABELS ${ring} TIMEOUT 1800 ENVIRONMENT
      "${DRAGOMAN_TEST_ENVIRONMENT};GTEST_TOTAL_SHARDS=${shards};GTEST_SHARD_INDEX=${shard}")
  endforeach()
endfunction()

# dragoman_python_ring(<ring>): each tests/<ring>/*_test.py is one test. They own processes and ports of this machine,
# so one runs at a time.
function(dragoman_python_ring ring)
  file(GLOB files CONFIGURE_DEPENDS "${PROJECT_SOURCE_DIR}/tests/${ring}/*_test.py")
  foreach(file IN LISTS files)
    cmake_path(GET file STEM stem)
    add_test(NAME ${ring}.${stem} COMMAND "${Python3_EXECUTABLE}" "${file}"
             WORKING_DIRECTORY "${PROJECT_SOURCE_DIR}")
    set_tests_properties(
      ${ring}.${stem} PROPERTIES LABELS ${ring} TIMEOUT 600 RESOURCE_LOCK machine ENVIRONMENT
      "DRAGOMAN=${CMAKE_BINARY_DIR}/dragoman;PYTHONDONTWRITEBYTECODE=1")
  endforeach()
endfunction()

# dragoman_interop_ring(): each tests/interop/<family>/*_test.py is one test. They wait for real programs, which are named
# in the environment or installed (tests/interop/<family>/README.md), and for those programs' clocks. A cheap_test.py is a
# choice of them that takes under two minutes: the ring `cheap`, part of the gate.
function(dragoman_interop_ring)
  file(GLOB files CONFIGURE_DEPENDS RELATIVE "${PROJECT_SOURCE_DIR}/tests/interop"
       "${PROJECT_SOURCE_DIR}/tests/interop/*/*_test.py")
  foreach(file IN LISTS files)
    cmake_path(REMOVE_EXTENSION file OUTPUT_VARIABLE name)
    string(REPLACE "/" "." name "${name}")
    add_test(NAME interop.${name} COMMAND "${Python3_EXECUTABLE}" "${PROJECT_SOURCE_DIR}/tests/interop/${file}"
             WORKING_DIRECTORY "${PROJECT_SOURCE_DIR}")
    set(label interop)
    if(name MATCHES "\\.cheap_test$")
      set(label cheap)
    endif()
    set_tests_properties(
      interop.${name} PROPERTIES LABELS ${label} TIMEOUT 5400 RESOURCE_LOCK machine ENVIRONMENT
      "DRAGOMAN=${CMAKE_BINARY_DIR}/dragoman;PYTHONDONTWRITEBYTECODE=1")
  endforeach()
endfunction()

# What other programs talk to in tests/interop/websocket: beside the program, built only for that ring.
function(dragoman_interop_peers)
  add_executable(websocket_peer EXCLUDE_FROM_ALL tests/interop/websocket/peer.cc)
  set_target_properties(websocket_peer PROPERTIES RUNTIME_OUTPUT_DIRECTORY "${CMAKE_BINARY_DIR}")
  target_link_libraries(websocket_peer PRIVATE dragoman_flags dragoman_transport_tcp dragoman_transport_tls
                                               dragoman_transport_websocket)
endfunction()

# dragoman_tests(): every ring; `ring_tests` builds those that run in process.
macro(dragoman_tests)
  enable_testing()
  find_package(GTest REQUIRED)
  find_package(rapidcheck QUIET)
  find_package(Python3 REQUIRED COMPONENTS Interpreter)
  add_custom_target(ring_tests)
  dragoman_ring(unit unit_tests 1 "${PROJECT_SOURCE_DIR}/apps/dragoman/store_book.cc")
  dragoman_ring(vectors vector_tests 1)
  dragoman_ring(session session_tests 1 "${PROJECT_SOURCE_DIR}/apps/dragoman/websocket_rules.cc")
  dragoman_ring(split split_tests 2)
  # Whole nodes in memory, wired as the program wires them.
  dragoman_sources(world tests/world)
  list(APPEND world "${PROJECT_SOURCE_DIR}/apps/dragoman/store_shelf.cc")
  dragoman_ring(fault fault_tests 2 ${world})
  dragoman_ring(simulation simulation_tests 2 ${world})
  dragoman_python_ring(system)
  dragoman_python_ring(docs)
  dragoman_interop_ring()
  dragoman_interop_peers()
endmacro()
