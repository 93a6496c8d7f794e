# dragoman_dialect(<folder> [registered names...]): all that CMake knows of a dialect, in one line; what it links
# beyond core stands in ${dragoman_links_<folder>}.
#   * the library dragoman_dialect_<folder> from dialects/<folder>/**.cc, linked into dragoman_dialects;
#   * for each registered name (default: the folder's) fuzz_<name>_raw and fuzz_<name>_structured in the fuzz preset;
#   * its place in DRAGOMAN_DIALECT_NAMES ("flowee,tiny"), which the tests are compiled with, so that one vector test
#     runs over tests/vectors/<name>*.json of every dialect.
function(dragoman_dialect folder)
  dragoman_library(dragoman_dialect_${folder} dialects/${folder} PUBLIC dragoman_core
                   PRIVATE $<BUILD_INTERFACE:nlohmann_json::nlohmann_json> OpenSSL::Crypto ${dragoman_links_${folder}})
  set(names ${ARGN})
  if(NOT names)
    set(names ${folder})
  endif()
  set_property(GLOBAL APPEND PROPERTY dragoman_dialect_names ${names})
  set_property(GLOBAL APPEND PROPERTY dragoman_dialect_libraries dragoman_dialect_${folder})
endfunction()

# dragoman_dialects_library(): dragoman_dialects, the explicit list dialects/dialects.cc with every dialect behind it.
function(dragoman_dialects_library)
  get_property(libraries GLOBAL PROPERTY dragoman_dialect_libraries)
  file(GLOB sources CONFIGURE_DEPENDS "${PROJECT_SOURCE_DIR}/dialects/*.cc")
  if(sources)
    add_library(dragoman_dialects STATIC ${sources})
    target_link_libraries(dragoman_dialects PUBLIC ${libraries} PRIVATE $<BUILD_INTERFACE:dragoman_flags>)
  else()
    add_library(dragoman_dialects INTERFACE)
    target_link_libraries(dragoman_dialects INTERFACE ${libraries})
  endif()
  target_link_libraries(dragoman_everything INTERFACE dragoman_dialects)
  dragoman_installed_library(dragoman_dialects)
  dragoman_not_in_fuzz_all(dragoman_dialects)
endfunction()
