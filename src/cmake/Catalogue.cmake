# pgstage_catalogue(<folder> NAMESPACE <ns> TYPE <type> FUNCTION <fn> HEADER <header> OUTPUT <file>)
#
# Turns the files of a folder into the table that <fn>() returns, sorted by file name. The file
# foo-bar.cpp must define `extern const <type> foo_bar` in <ns>, or the link fails and names it.
# Sets <OUTPUT>_SOURCES in the caller's scope. The folder is the list: this is the only glob.
function(pgstage_catalogue folder)
  cmake_parse_arguments(C "" "NAMESPACE;ENTRIES;TYPE;FUNCTION;HEADER;OUTPUT" "" ${ARGN})
  file(GLOB files CONFIGURE_DEPENDS "${folder}/*.cpp")
  # Without their ends, so that foo comes before foo-bar.
  list(TRANSFORM files REPLACE "[.]cpp$" "")
  list(SORT files)
  list(TRANSFORM files APPEND ".cpp")
  set(declarations "")
  set(entries "")
  foreach(file IN LISTS files)
    get_filename_component(id "${file}" NAME_WE)
    string(REPLACE "-" "_" symbol "${id}")
    string(APPEND declarations "extern const pgstage::${C_TYPE} ${symbol};\n")
    string(APPEND entries "    &${C_ENTRIES}::${symbol},\n")
  endforeach()
  set(generated "${CMAKE_CURRENT_BINARY_DIR}/${C_OUTPUT}.cpp")
  configure_file("${PROJECT_SOURCE_DIR}/src/cmake/catalogue.cpp.in" "${generated}" @ONLY)
  set(${C_OUTPUT}_SOURCES ${files} "${generated}" PARENT_SCOPE)
endfunction()
