#include "emitting.hpp"

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <map>
#include <optional>
#include <ostream>

#include <fmt/format.h>
#include <stdlib.h>
#include <unistd.h>

#include "pgstage/emit/emit.hpp"
#include "pgstage/report/plan.hpp"
#include "pgstage/report/visible.hpp"
#include "pgstage/source/framework.hpp"

#include "files.hpp"
#include "mending.hpp"

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

/// What the files in a folder hold, by their paths from there; nothing where one cannot be read.
std::optional<std::map<std::string, std::string>> texts_in(const fs::path& folder) {
  std::map<std::string, std::string> out;
  std::error_code failed;
  for (fs::recursive_directory_iterator at(folder, failed), end; at != end && !failed;
       at.increment(failed)) {
    if (at->is_directory(failed)) continue;
    auto text = source::read_file(at->path().string());
    if (!text) return std::nullopt;
    out[at->path().lexically_relative(folder).string()] = *std::move(text);
  }
  return failed ? std::nullopt : std::optional(std::move(out));
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

/// `called`: what the person calls the folder.
Result<void> write_into(const fs::path& folder, const std::string& called,
                        const std::vector<source::NewFile>& files) {
  for (const auto& file : files) {
    const auto path = folder / file.path;
    std::error_code failed;
    fs::create_directories(path.parent_path(), failed);
    if (failed) return cannot_write(called, failed.message());
    if (auto written = replace_file(path.string(), file.text); !written) return written;
  }
  return {};
}

/// Comments for what lint would say of the contract phase: its gate is the answer.
Result<void> add_ignores(const plan::Plan& plan, const Inputs& inputs, const fs::path& folder) {
  const auto emitted = inputs_in_place(inputs, folder.string());
  if (!emitted) return emitted.error();
  lint::Options options;
  options.version = ServerVersion{plan.pg_version};
  // No gate answers for what is wrong.
  options.choices.push_back(
      {.wishes = {{std::string{to_string(lint::Category::Correctness)}, lint::Level::Off}}});
  std::ostream nowhere{nullptr};
  const auto reason = fmt::format("contract of plan {}, behind its gate", plan.id);
  auto texts = with_ignores(*emitted, options, reason, nowhere);
  std::erase_if(texts, [](const auto& each) {
    return each.second.find("-- pgstage:phase contract\n") == std::string::npos;
  });
  return write_texts(*emitted, texts);
}

Result<void> put_in_place(FolderBeside& made, const std::string& folder, const fs::path& target) {
  std::error_code failed;
  const auto status = fs::status(target, failed);
  const bool there = fs::exists(status);
  if (there && !fs::is_directory(status)) return cannot_write(folder, "it is a file");
  const auto texts = texts_in(made.path());
  if (there && texts && texts_in(target) == texts) return {};
  if (there && !fs::is_empty(target, failed)) {
    return input_error(fmt::format("folder \"{}\" is not empty", folder),
                       "Name a folder that does not exist yet, or empty it.");
  }
  failed = made.take_place();
  if (failed) return cannot_write(folder, failed.message());
  return {};
}

Result<void> write_all(const plan::Plan& plan, const Inputs& inputs, const std::string& folder,
                       const std::vector<source::NewFile>& files) {
  auto target = fs::path(folder).lexically_normal();
  if (!target.has_filename()) target = target.parent_path();
  FolderBeside made(target);
  if (!made.is_there()) return cannot_write(folder, std::strerror(errno));
  if (auto written = write_into(made.path(), folder, files); !written) return written;
  if (auto added = add_ignores(plan, inputs, made.path()); !added) return added;
  return put_in_place(made, folder, target);
}

}  // namespace

Result<void> emit_plan(const plan::Plan& plan, const Inputs& inputs,
                       const po::variables_map& values, Environment& environment) {
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
  if (auto written = write_all(plan, inputs, folder, emission->files); !written) return written;
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
  for (auto& each : list_option(values, "accept")) {
    out.plan.accepted_differences.push_back(std::move(each));
  }
  return out;
}

}  // namespace pgstage::cli
