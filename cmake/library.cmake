# dragoman_everything: what the program and the tests link; every library below adds itself.
add_library(dragoman_everything INTERFACE)

# dragoman_sources(<out> <folder>): every .cc below <folder>, found again at each build.
function(dragoman_sources out folder)
  file(GLOB_RECURSE sources CONFIGURE_DEPENDS "${PROJECT_SOURCE_DIR}/${folder}/*.cc")
  set(${out} "${sources}" PARENT_SCOPE)
endfunction()

# dragoman_library(<target> <folder> [PUBLIC libs...] [PRIVATE libs...]): a static library of all sources of <folder>,
# or an INTERFACE library while there are none.
function(dragoman_library target folder)
  cmake_parse_arguments(PARSE_ARGV 2 arg "" "" "PUBLIC;PRIVATE")
  dragoman_sources(sources ${folder})
  if(sources)
    add_library(${target} STATIC ${sources})
    target_link_libraries(${target} PUBLIC ${arg_PUBLIC} PRIVATE $<BUILD_INTERFACE:dragoman_flags> ${arg_PRIVATE})
    set(scope PUBLIC)
  else()
    add_library(${target} INTERFACE)
    target_link_libraries(${target} INTERFACE ${arg_PUBLIC} ${arg_PRIVATE})
    set(scope INTERFACE)
  endif()
  target_include_directories(${target} ${scope} "$<BUILD_INTERFACE:${PROJECT_SOURCE_DIR};${PROJECT_SOURCE_DIR}/core>")
  dragoman_installed_library(${target})
  target_link_libraries(dragoman_everything INTERFACE ${target})
  dragoman_not_in_fuzz_all(${target})
endfunction()

# dragoman_service_libraries(): dragoman_services_<name> for every folder in services/; ${dragoman_links_<name>} is
# what that one needs beyond core.
function(dragoman_service_libraries)
  file(GLOB folders CONFIGURE_DEPENDS RELATIVE "${PROJECT_SOURCE_DIR}/services" "${PROJECT_SOURCE_DIR}/services/*")
  foreach(name IN LISTS folders)
    if(IS_DIRECTORY "${PROJECT_SOURCE_DIR}/services/${name}")
      dragoman_library(dragoman_services_${name} services/${name} PUBLIC dragoman_core
                       PRIVATE $<BUILD_INTERFACE:nlohmann_json::nlohmann_json> ${dragoman_links_${name}})
    endif()
  endforeach()
endfunction()

# In the fuzz preset a plain build makes the fuzz targets and what they need; other targets are there by name.
function(dragoman_not_in_fuzz_all target)
  if(DRAGOMAN_FUZZ)
    set_target_properties(${target} PROPERTIES EXCLUDE_FROM_ALL ON)
  endif()
endfunction()
