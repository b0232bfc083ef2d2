#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "pgstage/source/source.hpp"

#include "frameworks/plain.hpp"
#include "natural_order.hpp"

namespace pgstage::source {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kDeepest = 8;

/// What stands in one folder, by name.
struct Content {
  std::vector<std::string> scripts;  ///< That go forward.
  std::vector<std::string> folders;
};

Content content_of(const fs::path& folder) {
  Content out;
  std::error_code failed;
  for (const auto& entry : fs::directory_iterator(folder, failed)) {
    const auto name = entry.path().filename().string();
    std::error_code ignored;
    if (entry.is_directory(ignored) && !entry.is_symlink(ignored)) out.folders.push_back(name);
    if (entry.is_regular_file(ignored) && plain::is_migration(name)) out.scripts.push_back(name);
  }
  std::sort(out.scripts.begin(), out.scripts.end(), comes_before);
  std::sort(out.folders.begin(), out.folders.end(), comes_before);
  return out;
}

/// Folders that hold other people's code, or nobody's.
bool is_foreign(const std::string& name) {
  return name.starts_with(".") || name == "node_modules" || name == "vendor" || name == "target" ||
         name == "build" || name == "dist" || name == "venv";
}

std::string beginning_of(const fs::path& file) {
  constexpr std::streamsize kEnough = 4096;
  std::string text(kEnough, '\0');
  std::ifstream in(file, std::ios::binary);
  in.read(text.data(), kEnough);
  text.resize(static_cast<std::size_t>(in.gcount()));
  return text;
}

/// `V1__init.sql`, `V2.1__more.sql`.
bool is_flyway(const std::string& name) {
  const auto underscores = name.find("__");
  return name.starts_with("V") && underscores != std::string::npos && underscores > 1 &&
         name.substr(1, underscores - 1).find_first_not_of("0123456789._") == std::string::npos;
}

bool each_has(const fs::path& folder, const Content& content, std::string_view script) {
  return std::any_of(content.folders.begin(), content.folders.end(), [&](const auto& name) {
    std::error_code ignored;
    return fs::is_regular_file(folder / name / script, ignored);
  });
}

/// By what only that framework writes.
std::string_view signature_of(const fs::path& folder, const Content& content) {
  std::error_code ignored;
  if (each_has(folder, content, "migration.sql")) return "prisma";
  if (each_has(folder, content, "up.sql")) return "diesel";
  if (content.scripts.empty()) return {};
  if (fs::exists(folder / "meta" / "_journal.json", ignored)) return "drizzle";
  if (std::any_of(content.scripts.begin(), content.scripts.end(), is_flyway)) return "flyway";
  const auto text = beginning_of(folder / content.scripts.front());
  if (text.find("-- +goose Up") != std::string::npos) return "goose";
  if (text.find("-- +migrate Up") != std::string::npos) return "sql-migrate";
  if (text.find("-- migrate:up") != std::string::npos) return "dbmate";
  if (content.scripts.front().ends_with(".up.sql")) return "golang-migrate";
  return {};
}

/// The framework whose history the folder holds; empty when it holds none.
std::string_view framework_of(const fs::path& folder, const Content& content) {
  const auto signature = signature_of(folder, content);
  if (!signature.empty() || content.scripts.empty()) return signature;
  const auto name = folder.filename().string();
  if (name != "migrations" && name != "migration" && name != "migrate") return {};
  return folder.parent_path().filename() == "supabase" ? "supabase" : "plain";
}

void search(const fs::path& folder, const fs::path& shown, std::size_t depth,
            std::vector<History>& out) {
  const auto content = content_of(folder);
  const auto framework = framework_of(folder, content);
  if (!framework.empty()) {
    out.push_back({shown.empty() ? "." : shown.string(), std::string{framework}});
    return;
  }
  if (depth == kDeepest) return;
  for (const auto& name : content.folders) {
    if (!is_foreign(name)) search(folder / name, shown / name, depth + 1, out);
  }
}

}  // namespace

std::string repository_of(const std::string& folder) {
  std::error_code ignored;
  const fs::path start = fs::weakly_canonical(fs::absolute(folder, ignored), ignored);
  for (fs::path at = start; at != at.parent_path(); at = at.parent_path()) {
    if (fs::exists(at / ".git", ignored)) return at.string();
  }
  return start.string();
}

std::vector<History> histories_below(const std::string& root) {
  std::error_code ignored;
  const fs::path here = fs::weakly_canonical(fs::current_path(ignored), ignored);
  const fs::path shown = fs::path(root).lexically_proximate(here);
  std::vector<History> out;
  search(root, shown == "." ? fs::path{} : shown, 0, out);
  return out;
}

}  // namespace pgstage::source
