# Compiler flags of our own targets, carried by the INTERFACE target dragoman_flags; system headers stay SYSTEM.
option(DRAGOMAN_TESTS "Build the tests" ON)
option(DRAGOMAN_FUZZ "Build the libFuzzer targets (clang)" OFF)
set(DRAGOMAN_SANITIZE "" CACHE STRING "Comma-separated sanitizers for everything, for example address,undefined")

set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)
set(CMAKE_POSITION_INDEPENDENT_CODE ON)
include(CheckPIESupported)
check_pie_supported()

# ccache, so that a second clone on the same machine compiles nothing twice: paths below the root are seen as
# relative, and the folder of the build is not part of the key.
find_program(CCACHE_PROGRAM ccache)
if(CCACHE_PROGRAM AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
  set(CMAKE_CXX_COMPILER_LAUNCHER env "CCACHE_BASEDIR=${PROJECT_SOURCE_DIR}" CCACHE_NOHASHDIR=1
                                  "${CCACHE_PROGRAM}")
endif()

add_library(dragoman_flags INTERFACE)
# Paths in the output do not tell where it was built, and are equal in every clone.
target_compile_options(dragoman_flags INTERFACE "-ffile-prefix-map=${PROJECT_SOURCE_DIR}=.")
target_compile_options(dragoman_flags INTERFACE -Wall -Wextra -Wconversion -Werror -fstack-protector-strong)
target_link_options(dragoman_flags INTERFACE -Wl,-z,relro -Wl,-z,now -Wl,-z,noexecstack)

if(DRAGOMAN_SANITIZE)
  # Fortify hides what ASan would see, so sanitized builds go without it.
  set(sanitize "-fsanitize=${DRAGOMAN_SANITIZE}" -fno-sanitize-recover=all -fno-omit-frame-pointer)
  if(CMAKE_CXX_COMPILER_ID STREQUAL "Clang" AND DRAGOMAN_SANITIZE MATCHES "undefined")
    list(APPEND sanitize -fno-sanitize=function)  # clang 14: does not go with coroutines
  endif()
  target_compile_options(dragoman_flags INTERFACE ${sanitize})
  target_link_options(dragoman_flags INTERFACE ${sanitize})
  target_compile_definitions(dragoman_flags INTERFACE _GLIBCXX_ASSERTIONS)
else()
  target_compile_options(dragoman_flags INTERFACE $<$<CONFIG:Release,RelWithDebInfo>:-U_FORTIFY_SOURCE>
                                                  $<$<CONFIG:Release,RelWithDebInfo>:-D_FORTIFY_SOURCE=2>)
  target_compile_definitions(dragoman_flags INTERFACE $<$<CONFIG:Debug>:_GLIBCXX_ASSERTIONS>)
endif()

if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
  # False alarms of g++ 12: -Wrestrict on std::string concatenation (PR 105651); the flow analysis of instrumented code.
  target_compile_options(dragoman_flags INTERFACE -Wno-restrict)
  if(DRAGOMAN_SANITIZE)
    target_compile_options(dragoman_flags INTERFACE -Wno-maybe-uninitialized -Wno-tsan)
  endif()
elseif(CMAKE_CXX_COMPILER_ID STREQUAL "Clang")
  # g++ does not count these under -Wconversion and -Wall; code has to satisfy one set of warnings, not two.
  target_compile_options(dragoman_flags INTERFACE -Wno-sign-conversion -Wno-unused-command-line-argument)
endif()

# What our headers ask of whoever includes them, in this tree and outside; carried by dragoman_core.
function(dragoman_consumer_flags target)
  target_compile_features(${target} PUBLIC cxx_std_20)
  # clang 14 implements coroutines but does not say so in the way libstdc++ and asio 1.22 ask.
  target_compile_definitions(
    ${target} PUBLIC
    "$<$<AND:$<CXX_COMPILER_ID:Clang>,$<VERSION_LESS:$<CXX_COMPILER_VERSION>,15>>:__cpp_impl_coroutine=201902L>")
endfunction()

# Standalone asio (Debian's libasio-dev is headers only), for transports/ and bench/.
add_library(dragoman_asio INTERFACE)
target_compile_definitions(dragoman_asio INTERFACE ASIO_STANDALONE ASIO_NO_DEPRECATED)
if(CMAKE_CXX_COMPILER_ID STREQUAL "Clang" AND CMAKE_CXX_COMPILER_VERSION VERSION_LESS 15)
  target_compile_definitions(dragoman_asio INTERFACE ASIO_HAS_CO_AWAIT=1 ASIO_HAS_STD_COROUTINE=1)
endif()
