#include "code_history.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <filesystem>
#include <utility>

#include "pgstage/source/code.hpp"

#include "frameworks/plain.hpp"
#include "natural_order.hpp"

namespace pgstage::source {
namespace {

namespace fs = std::filesystem;

constexpr auto kUsual =
    std::to_array<std::string_view>({"migrations", "migration", "migrate", "versions"});
/// `0001_initial`, `20240131120000-add-users`
constexpr std::size_t kDigits = 4;

bool is_numbered(const std::string& path) {
  const auto name = fs::path(path).filename().string();
  const auto end = std::find_if(name.begin(), name.end(), [](char c) {
    return std::isdigit(static_cast<unsigned char>(c)) == 0;
  });
  return static_cast<std::size_t>(end - name.begin()) >= kDigits;
}

std::vector<std::string> only_code(const std::vector<std::string>& files) {
  std::vector<std::string> out;
  std::copy_if(files.begin(), files.end(), std::back_inserter(out),
               [](const auto& each) { return is_code(each); });
  return out;
}

}  // namespace

bool may_hold_code(const std::string& folder, const std::vector<std::string>& files) {
  const auto code = only_code(files);
  if (code.empty()) return false;
  const auto name = fs::path(folder).filename().string();
  if (std::find(kUsual.begin(), kUsual.end(), name) != kUsual.end()) return true;
  return std::count_if(code.begin(), code.end(), is_numbered) * 2 > std::ssize(code);
}

const CodeFramework* code_framework_in(const std::string& folder,
                                       const std::vector<std::string>& files) {
  if (!may_hold_code(folder, files)) return nullptr;
  auto code = only_code(files);
  std::sort(code.begin(), code.end(), comes_before);
  for (const auto& name : code) {
    const auto path = (fs::path(folder) / name).string();
    const auto text = read_file(path);
    if (!text) continue;
    if (const auto* found = code_framework_of(path, *text); found != nullptr) return found;
  }
  return nullptr;
}

std::vector<std::string> code_in_order(const std::vector<std::string>& files,
                                       const ReadFile& read_file, const CodeFramework* named) {
  const CodeFramework* first = named;
  std::vector<CodeFile> found;
  for (const auto& path : plain::by_name(only_code(files))) {
    auto text = read_file(path);
    if (!text) continue;
    const auto* framework = code_framework_of(path, *text);
    if (framework == nullptr) continue;
    if (first == nullptr) first = framework;
    found.push_back({path, *std::move(text)});
  }
  if (first != nullptr && first->order != nullptr) first->order(found);
  std::vector<std::string> out;
  for (auto& each : found) out.push_back(std::move(each.path));
  return out;
}

}  // namespace pgstage::source
