#include "printing.hpp"

#include <filesystem>

#include "pgstage/source/source.hpp"

#include "files.hpp"

namespace pgstage::cli {
namespace {

namespace fs = std::filesystem;

/// Of a folder that is in none, where we are.
std::string root_of(const std::string& folder) {
  const auto root = source::repository_of(folder);
  std::error_code ignored;
  return fs::exists(fs::path(root) / ".git", ignored) ? root : ".";
}

bool is_outside(const std::string& path) { return path == ".." || path.starts_with("../"); }

/// The folder that was asked for, if it was one and not the whole repository.
std::string part_of(const po::variables_map& values, const std::string& root) {
  const auto paths = list_option(values, "path");
  std::error_code ignored;
  if (paths.empty() || !fs::is_directory(paths.front(), ignored)) return {};
  const auto part = path_from(root, paths.front());
  return part == "." || is_outside(part) ? std::string{} : part;
}

}  // namespace

Result<void> Printing::open(const std::vector<Output>& outputs, const std::function<Make>& make,
                            Environment& environment) {
  for (const auto& output : outputs) {
    auto stream = OutputStream::open(output, environment);
    if (!stream) return stream.error();
    printers_.push_back(make(output, (*stream)->stream()));
    streams_.push_back(*std::move(stream));
    listeners_.push_back(printers_.back().get());
  }
  return {};
}

Result<void> Printing::finish(const lint::Report& report) {
  for (const auto& printer : printers_) printer->finish(report);
  for (const auto& stream : streams_) {
    if (auto closed = stream->close(); !closed) return closed;
  }
  return {};
}

report::Surroundings surroundings_of(const po::variables_map& values, const std::string& folder,
                                     ServerVersion version, const Environment& environment) {
  const auto root = root_of(folder);
  const bool stdin_is_named = !values["stdin-filename"].defaulted();
  const auto in_repository = [=, stdin =
                                     text_option(values, "stdin-filename")](std::string_view path) {
    return path == stdin && !stdin_is_named ? stdin : path_from(root, path);
  };
  const auto in_project =
      [=, project = environment.variable("CI_PROJECT_DIR").value_or("")](std::string_view path) {
        const auto inside = project.empty() ? ".." : path_from(project, path);
        return is_outside(inside) ? in_repository(path) : inside;
      };
  return {.version = version,
          .style = style_of(values, environment),
          .in_repository = in_repository,
          .in_project = in_project,
          .part = part_of(values, root)};
}

}  // namespace pgstage::cli
