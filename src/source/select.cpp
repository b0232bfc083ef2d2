#include <algorithm>
#include <filesystem>
#include <map>
#include <set>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "pgstage/source/code.hpp"
#include "pgstage/source/framework.hpp"
#include "pgstage/source/source.hpp"

#include "directives.hpp"
#include "files.hpp"
#include "frameworks/plain.hpp"
#include "history.hpp"
#include "natural_order.hpp"

namespace pgstage::source {
namespace {

namespace fs = std::filesystem;

class Selector {
 public:
  Selector(const Request& request, Whose named)
      : request_(request), named_framework_(named), histories_(request.read, named) {}

  Result<Selection> run() {
    for (const auto& path : request_.paths) {
      if (auto taken = take(path); !taken) return taken.error();
    }
    out_.removed = request_.removed;
    const bool nothing = named_.empty() && in_folders_.empty() && out_.batches.empty();
    if (nothing && out_.removed.empty()) return nothing_found();
    if (auto read = read_folders(); !read) return read.error();
    if (auto read = read_named(); !read) return read.error();
    if (named_framework_.scripts == nullptr) find_mixed();
    return std::move(out_);
  }

 private:
  void find_mixed() {
    std::map<std::pair<std::string, std::string>, std::set<std::string_view>> others;
    for (const auto& batch : out_.batches) {
      for (const auto& migration : batch) {
        for (const auto name : spoken_to(migration.up)) {
          if (name == migration.framework) continue;
          others[{plain::history_of(migration.path), migration.framework}].insert(name);
        }
      }
    }
    for (const auto& [folder, names] : others) {
      out_.mixed.push_back(fmt::format("\"{}\" has directives of {} and is taken for {}",
                                       folder.first, fmt::join(names, " and "),
                                       folder.second == "plain" ? "plain files" : folder.second));
    }
  }

  Error nothing_found() const {
    return input_error(fmt::format("no migrations found in \"{}\"",
                                   request_.paths.empty() ? "." : request_.paths.front()),
                       "Name a migration, or a folder of them.");
  }

  /// A folder that its framework made for one migration is that migration, with those before it.
  static bool is_one_migration(const std::string& folder, const std::vector<std::string>& found) {
    if (found.size() != 1) return false;
    const auto normal = (fs::path(folder) / "").lexically_normal().parent_path();
    const auto file = fs::path(found.front()).lexically_normal();
    return file.parent_path() == normal && plain::history_of(file.string()) != normal.string();
  }

  Result<void> take(const std::string& path) {
    std::error_code ignored;
    if (path == "-" && is_code(request_.stdin_filename)) {
      auto typed =
          migration_in(request_.stdin_text, request_.stdin_filename, named_framework_.code);
      if (!typed) return typed.error();
      out_.batches.push_back({*std::move(typed)});
    } else if (path == "-" && named_framework_.scripts != nullptr) {
      auto typed = read_as(*named_framework_.scripts, request_.stdin_filename,
                           [&](const std::string&) { return request_.stdin_text; });
      if (!typed) return typed.error();
      out_.batches.push_back(*std::move(typed));
    } else if (path == "-") {
      Migration typed{.id = "stdin",
                      .path = request_.stdin_filename,
                      .framework = "plain",
                      .up = request_.stdin_text,
                      .down = {}};
      out_.batches.push_back({std::move(typed)});
    } else if (fs::is_directory(path, ignored)) {
      auto files = files_below(path);
      if (!files) return files.error();
      out_.closed.insert(out_.closed.end(), files->closed.begin(), files->closed.end());
      auto found = histories_.ordered(files->files, path);
      if (!found) return found.error();
      if (request_.left_out) std::erase_if(*found, request_.left_out);
      if (is_one_migration(path, *found)) return take(found->front());
      in_folders_.insert(in_folders_.end(), found->begin(), found->end());
    } else {
      auto name = fs::path(path).lexically_normal().string();
      const bool known = std::find(named_.begin(), named_.end(), name) != named_.end();
      if (!known) named_.push_back(std::move(name));
    }
    return {};
  }

  Result<void> read(const std::string& path, std::vector<Migration>& out) {
    auto held = histories_.read(path);
    if (!held) return held.error();
    out.insert(out.end(), std::make_move_iterator(held->begin()),
               std::make_move_iterator(held->end()));
    return {};
  }

  Result<void> read_folders() {
    std::vector<Migration> all;
    for (const auto& path : in_folders_) {
      if (auto done = read(path, all); !done) return done;
    }
    if (!request_.after.empty()) return split_after(std::move(all));
    if (request_.applied) return split_applied(std::move(all));
    if (all.empty()) return {};
    if (request_.one_batch) {
      out_.batches.push_back(std::move(all));
    } else {
      for (auto& migration : all) out_.batches.push_back({std::move(migration)});
    }
    return {};
  }

  Result<void> split_after(std::vector<Migration> all) {
    const auto last = std::find_if(all.begin(), all.end(), [&](const auto& migration) {
      return migration.id == request_.after || migration.id.starts_with(request_.after + "_") ||
             migration.path == request_.after;
    });
    if (last == all.end()) {
      return input_error(fmt::format("there is no migration \"{}\"", request_.after),
                         "--after takes the id of a migration, as its file is called.");
    }
    const auto next = std::next(last);
    out_.earlier.insert(out_.earlier.end(), std::make_move_iterator(all.begin()),
                        std::make_move_iterator(next));
    if (next != all.end()) {
      out_.batches.emplace_back(std::make_move_iterator(next), std::make_move_iterator(all.end()));
    }
    return {};
  }

  /// From behind: the last applied one of each history is known to what stands before it.
  void find_overtaken(std::vector<Migration>& all) const {
    std::map<std::string, std::string> last_applied;
    for (auto each = all.rbegin(); each != all.rend(); ++each) {
      const auto history = plain::history_of(each->path);
      if (request_.applied(*each)) {
        last_applied.try_emplace(history, each->path);
      } else if (const auto found = last_applied.find(history); found != last_applied.end()) {
        each->overtaken_by = found->second;
      }
    }
  }

  Result<void> split_applied(std::vector<Migration> all) {
    find_overtaken(all);
    const auto pending = std::stable_partition(
        all.begin(), all.end(), [&](const auto& each) { return request_.applied(each); });
    out_.earlier.insert(out_.earlier.end(), std::make_move_iterator(all.begin()),
                        std::make_move_iterator(pending));
    if (pending == all.end()) return {};
    out_.batches.emplace_back(std::make_move_iterator(pending), std::make_move_iterator(all.end()));
    return {};
  }

  /// The scripts of the same histories that come before the first one named.
  Result<void> read_earlier() {
    std::set<std::string> folders;
    for (const auto& path : named_) {
      if (!folders.insert(plain::history_of(path)).second) continue;
      const auto history = histories_.of(path);
      if (!history) return history.error();
      const auto& scripts = (*history)->scripts;
      const auto first = std::find_if(scripts.begin(), scripts.end(), [&](const auto& each) {
        return std::find(named_.begin(), named_.end(), each) != named_.end();
      });
      // One that nobody runs, or that is to be written yet, comes behind those before its name.
      const bool known = first != scripts.end();
      for (auto each = scripts.begin(); each != first; ++each) {
        if (!known && !comes_before(*each, path)) continue;
        if (request_.left_out && request_.left_out(*each)) continue;
        if (auto done = read(*each, out_.earlier); !done) return done;
      }
    }
    return {};
  }

  Result<void> read_named() {
    if (named_.empty()) return {};
    if (auto done = histories_.put_in_order(named_); !done) return done;
    std::vector<Migration> batch;
    for (const auto& path : named_) {
      if (auto done = read(path, batch); !done) return done;
    }
    if (request_.applied) std::erase_if(batch, request_.applied);
    if (batch.empty()) return {};
    if (auto done = read_earlier(); !done) return done;
    out_.batches.push_back(std::move(batch));
    return {};
  }

  const Request& request_;
  Whose named_framework_;
  Selection out_;
  std::vector<std::string> named_;
  std::vector<std::string> in_folders_;
  Histories histories_;
};

}  // namespace

Result<Selection> select(const Request& request) {
  const auto named = whose(request.framework);
  if (!named) return named.error();
  return Selector(request, *named).run();
}

}  // namespace pgstage::source
