# Flags that every target of ours shares.
option(PGSTAGE_WERROR "Treat warnings as errors" OFF)
option(PGSTAGE_TIDY "Run clang-tidy beside the compiler" OFF)
option(PGSTAGE_FUZZ "Build the fuzz targets" OFF)
set(PGSTAGE_SANITIZE "" CACHE STRING "Sanitizers, as -fsanitize= takes them")

if(NOT CMAKE_BUILD_TYPE)
  set(CMAKE_BUILD_TYPE Release)
endif()

add_library(pgstage_options INTERFACE)
target_compile_features(pgstage_options INTERFACE cxx_std_20)
target_link_libraries(pgstage_options INTERFACE fmt::fmt)
target_include_directories(pgstage_options INTERFACE "${PROJECT_SOURCE_DIR}/include")
target_compile_definitions(pgstage_options INTERFACE "PGSTAGE_VERSION=\"${PROJECT_VERSION}\"")
target_compile_options(
  pgstage_options
  INTERFACE -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wsign-conversion -Wold-style-cast
            -Wnon-virtual-dtor -Woverloaded-virtual $<$<BOOL:${PGSTAGE_WERROR}>:-Werror>
            # Leaving out a designated initialiser means its default; that is what it is for.
            -Wno-missing-field-initializers
            # GCC 12 sees overlaps and overflows inside std::string where there are none (GCC bug
            # 105651 and its kin).
            $<$<CXX_COMPILER_ID:GNU>:-Wno-restrict -Wno-stringop-overflow -Wno-stringop-overread>
            # The same of bounds, when it optimises.
            $<$<AND:$<CXX_COMPILER_ID:GNU>,$<CONFIG:Release>>:-Wno-array-bounds>)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_CXX_FLAGS_RELEASE "-O2 -DNDEBUG")

if(PGSTAGE_SANITIZE)
  add_compile_options(-fsanitize=${PGSTAGE_SANITIZE} -fno-sanitize-recover=all
                      -fno-omit-frame-pointer)
  add_link_options(-fsanitize=${PGSTAGE_SANITIZE})
endif()
if(PGSTAGE_FUZZ)
  add_compile_options(-fsanitize=fuzzer-no-link)
endif()

# Headers that many files include are compiled once; that is a third of the build. Files name what
# they use all the same: the tidy preset builds without this.
#
# pgstage_precompiled(<name> <header> …) makes a set of them, and pgstage_precompile(<target> <name>)
# uses it.
function(pgstage_precompiled name)
  if(NOT PGSTAGE_TIDY)
    file(WRITE "${PROJECT_BINARY_DIR}/precompiled.cpp" "")
    add_library(pgstage_precompiled_${name} OBJECT "${PROJECT_BINARY_DIR}/precompiled.cpp")
    target_link_libraries(pgstage_precompiled_${name} PRIVATE pgstage_options)
    target_precompile_headers(pgstage_precompiled_${name} PRIVATE ${ARGN})
  endif()
endfunction()
function(pgstage_precompile target name)
  if(NOT PGSTAGE_TIDY)
    target_precompile_headers(${target} REUSE_FROM pgstage_precompiled_${name})
  endif()
endfunction()

set(common_headers <algorithm> <chrono> <functional> <map> <memory> <optional> <set> <string>
                   <string_view> <variant> <vector> <fmt/format.h>)
pgstage_precompiled(common ${common_headers})
pgstage_precompiled(catalog ${common_headers} <pgstage/catalog/replay.hpp>)
