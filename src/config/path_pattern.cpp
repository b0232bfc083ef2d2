#include "pgstage/config/path_pattern.hpp"

#include <algorithm>
#include <cstddef>

#include <fmt/format.h>
#include <fnmatch.h>

namespace pgstage::config {
namespace {

constexpr std::string_view kFolders = "**";

std::vector<std::string> split(std::string_view text) {
  std::vector<std::string> out;
  while (true) {
    const auto slash = std::min(text.find('/'), text.size());
    out.emplace_back(text.substr(0, slash));
    if (slash == text.size()) return out;
    text.remove_prefix(slash + 1);
  }
}

/// Why it is no pattern; empty when it is one.
std::string_view fault_of(const std::vector<std::string>& parts) {
  for (const auto& part : parts) {
    if (part.empty() || part == "." || part == "..") {
      return "Write a path from the folder of this file downwards, as in db/legacy/**.";
    }
    if (part != kFolders && part.find(kFolders) != std::string::npos) {
      return "** stands alone between slashes, as in db/**/old_*.sql.";
    }
  }
  return {};
}

bool fits(const std::string& part, const std::string& name) {
  return ::fnmatch(part.c_str(), name.c_str(), 0) == 0;
}

}  // namespace

Result<PathPattern> PathPattern::parse(std::string_view text, std::string_view said) {
  PathPattern out;
  out.parts_ = split(text);
  if (out.parts_.size() > 1 && out.parts_.back().empty()) out.parts_.back() = kFolders;
  const auto fault = fault_of(out.parts_);
  // Below a folder is never the folder itself.
  if (out.parts_.back() == kFolders) out.parts_.emplace_back("*");
  if (fault.empty()) return out;
  return input_error(fmt::format("{} cannot be \"{}\"", said, text), std::string{fault});
}

bool PathPattern::matches(std::string_view path) const {
  const auto names = split(path);
  // Which beginnings of the path the parts so far stand for, by their number of names.
  std::vector<bool> stands(names.size() + 1);
  stands.front() = true;
  for (const auto& part : parts_) {
    std::vector<bool> next(stands.size());
    for (std::size_t i = 0; i < stands.size(); ++i) {
      if (part == kFolders) {
        next[i] = stands[i] || (i > 0 && next[i - 1]);
      } else {
        next[i] = i > 0 && stands[i - 1] && fits(part, names[i - 1]);
      }
    }
    stands = std::move(next);
  }
  return stands.back();
}

}  // namespace pgstage::config
