#include "emitting.hpp"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <ostream>

#include <fmt/format.h>
#include <stdlib.h>
#include <unistd.h>

#include "pgstage/emit/emit.hpp"
#include "pgstage/report/plan.hpp"
#include "pgstage/report/visible.hpp"
#include "pgstage/source/framework.hpp"

#include "files.hpp"

namespace pgstage::cli {
namespace {

namespace fs = std::filesystem;

constexpr auto kUsualMode = fs::perms(0755);

/// The framework that was named, or else the one that a path belongs to.
Result<const source::Framework*> framework_for(const po::variables_map& values,
                                               const std::string& path) {
  const auto name = text_option(values, "framework");
  if (!name.empty()) return source::framework_named(name);
  return &source::framework_of(path);
}

Error cannot_write(const std::string& folder, std::string_view why) {
  return input_error(fmt::format("cannot write folder \"{}\": {}", folder, why),
                     "Check that the folder above it exists and may be written to.");
}

/// Whether a folder holds just these files.
bool holds(const fs::path& folder, const std::vector<source::NewFile>& files) {
  std::error_code failed;
  std::size_t found = 0;
  for (fs::recursive_directory_iterator at(folder, failed), end; at != end && !failed;
       at.increment(failed)) {
    if (!at->is_directory(failed)) ++found;
  }
  return !failed && found == files.size() &&
         std::all_of(files.begin(), files.end(), [&](const auto& file) {
           const auto text = source::read_file((folder / file.path).string());
           return text && *text == file.text;
         });
}

/// A folder beside another one, which is gone with its owner unless it has taken the other's place.
class FolderBeside {
 public:
  explicit FolderBeside(const fs::path& target) : target_(target) {
    std::string name = (target.string() + ".XXXXXX");
    if (::mkdtemp(name.data()) != nullptr) path_ = name;
  }
  ~FolderBeside() {
    std::error_code ignored;
    if (!path_.empty()) fs::remove_all(path_, ignored);
  }
  FolderBeside(const FolderBeside&) = delete;
  FolderBeside& operator=(const FolderBeside&) = delete;

  bool is_there() const { return !path_.empty(); }
  const fs::path& path() const { return path_; }

  std::error_code take_place() {
    std::error_code failed;
    fs::permissions(path_, kUsualMode, failed);
    // An empty folder is replaced (rename(2)).
    if (!failed) fs::rename(path_, target_, failed);
    if (!failed) path_.clear();
    return failed;
  }

 private:
  fs::path target_;
  fs::path path_;
};

Result<void> write_all(const std::string& folder, const std::vector<source::NewFile>& files) {
  auto target = fs::path(folder).lexically_normal();
  if (!target.has_filename()) target = target.parent_path();
  std::error_code failed;
  const auto status = fs::status(target, failed);
  const bool there = fs::exists(status);
  if (there && !fs::is_directory(status)) return cannot_write(folder, "it is a file");
  if (there && holds(target, files)) return {};
  if (there && !fs::is_empty(target, failed)) {
    return input_error(fmt::format("folder \"{}\" is not empty", folder),
                       "Name a folder that does not exist yet, or empty it.");
  }
  FolderBeside made(target);
  if (!made.is_there()) return cannot_write(folder, std::strerror(errno));
  for (const auto& file : files) {
    const auto path = made.path() / file.path;
    fs::create_directories(path.parent_path(), failed);
    if (failed) return cannot_write(folder, failed.message());
    if (auto written = replace_file(path.string(), file.text); !written) return written;
  }
  failed = made.take_place();
  if (failed) return cannot_write(folder, failed.message());
  return {};
}

}  // namespace

void add_framework_option(po::options_description& options) {
  options.add_options()("framework", po::value<std::string>()->value_name("NAME"),
                        "whose form migrations have (else the one they seem to have)");
}

Result<void> emit_plan(const plan::Plan& plan, const po::variables_map& values,
                       Environment& environment) {
  const auto folder = text_option(values, "emit");
  if (folder.empty()) return {};
  std::vector<std::string> paths;
  for (const auto& source : plan.sources) paths.push_back(source.path);
  const auto framework = framework_for(values, paths.empty() ? "" : paths.back());
  if (!framework) return framework.error();
  const auto emission = emit::emit(plan, **framework, source::naming_of(paths));
  if (!emission) return emission.error();
  if (emission->files.empty()) {
    return input_error("there is nothing to emit: the plan has no steps");
  }
  if (auto written = write_all(folder, emission->files); !written) return written;
  if (values.count("quiet") == 0) {
    environment.err << report::visible(fmt::format(
        "wrote {} files for {} to {}\n", emission->files.size(), (*framework)->name, folder));
  }
  return {};
}

Result<emit::PhaseFiles> read_against(const po::variables_map& values) {
  const auto folder = text_option(values, "against");
  const auto selected = source::select({.paths = {folder}, .one_batch = true});
  if (!selected) return selected.error();
  const auto& migrations = selected->batches.front();
  const auto framework = framework_for(values, migrations.front().path);
  if (!framework) return framework.error();
  auto out = emit::read_phase_files(migrations, **framework);
  out.plan.id = report::plan_id(out.plan);
  if (values.count("accept") > 0) {
    for (const auto& each : values["accept"].as<std::vector<std::string>>()) {
      out.plan.accepted_differences.push_back(each);
    }
  }
  return out;
}

}  // namespace pgstage::cli
