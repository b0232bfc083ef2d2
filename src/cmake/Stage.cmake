# pgstage_stage(<name> SOURCES … USES <stages> LIBRARIES <third-party>
#               PRECOMPILED <set of headers>)
#
# One static library for each stage of the design. Third-party libraries stay private to their
# stage, so that only the stage that owns a dependency can name its headers.
function(pgstage_stage name)
  cmake_parse_arguments(STAGE "" "PRECOMPILED" "SOURCES;USES;LIBRARIES" ${ARGN})
  set(target pgstage_${name})
  add_library(${target} STATIC ${STAGE_SOURCES})
  target_include_directories(${target} PRIVATE "${CMAKE_CURRENT_SOURCE_DIR}")
  target_link_libraries(${target} PUBLIC pgstage_options)
  foreach(used IN LISTS STAGE_USES)
    target_link_libraries(${target} PUBLIC pgstage_${used})
  endforeach()
  target_link_libraries(${target} PRIVATE ${STAGE_LIBRARIES})
  if(NOT STAGE_PRECOMPILED)
    set(STAGE_PRECOMPILED common)
  endif()
  pgstage_precompile(${target} ${STAGE_PRECOMPILED})
  if(PGSTAGE_TIDY)
    set_target_properties(${target} PROPERTIES CXX_CLANG_TIDY "clang-tidy-14;--quiet")
  endif()
endfunction()
