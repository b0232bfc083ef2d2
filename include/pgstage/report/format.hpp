#pragma once

#include <functional>
#include <memory>
#include <ostream>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "pgstage/report/findings.hpp"

namespace pgstage::report {

/// What a format may know besides the findings.
struct Surroundings {
  ServerVersion version = kDefaultServer;
  Style style = {};
  /// A file of the run as it is called from the root of its repository, with `/`.
  std::function<std::string(std::string_view path)> in_repository;
  /// The same from where a runner of CI has its project.
  std::function<std::string(std::string_view path)> in_project;
  /// The folder of the repository that the run is about; empty: all of it. What is told of one
  /// folder does not replace what was told of another.
  std::string part = {};
};

/// A form in which findings are told; each has a file in src/report/formats, and one of these.
struct Format {
  std::string_view name;
  /// Told while it is found.
  std::unique_ptr<Printer> (*begin)(std::ostream& out, const Surroundings& around) = nullptr;
  /// Told when all is known.
  void (*write)(std::ostream& out, const lint::Report& report,
                const Surroundings& around) = nullptr;
};

/// All of them, by name.
std::span<const Format* const> all_formats();
/// The names, `human` first.
std::vector<std::string> format_names();
/// Of one of these names. Borrows the stream.
std::unique_ptr<Printer> printer_of(std::string_view format, std::ostream& out,
                                    Surroundings around);

}  // namespace pgstage::report
