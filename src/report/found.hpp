// What the formats of CI systems and editors have in common.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "pgstage/lint/engine.hpp"
#include "pgstage/model/span.hpp"

namespace pgstage::report {

/// A finding and where it stands. Borrows both from the report.
struct Found {
  const lint::JudgedFile* file;
  const lint::Finding* finding;
  Position begin;
  Position end;  ///< Behind it.

  const std::string& path() const { return file->input.path; }
};

/// By file and place.
std::vector<Found> findings_of(const lint::Report& report);
/// The same, but the gravest before the others.
std::vector<Found> worst_first(const lint::Report& report);

/// In one line, as it came: names of objects may hold line ends.
std::string one_line(std::string_view text);
/// A path as part of a URI (RFC 3986).
std::string percent_encoded(std::string_view path);
/// The chapter of PostgreSQL's manual that a rule goes by, where that is the page of a command;
/// else empty.
std::string manual_page(std::string_view rule);

}  // namespace pgstage::report
