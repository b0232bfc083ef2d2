#include "baseline.hpp"

#include <filesystem>

#include <fmt/format.h>

#include "pgstage/source/source.hpp"

#include "files.hpp"

namespace pgstage::cli {
namespace {

namespace fs = std::filesystem;

Result<std::vector<report::KnownFinding>> read_findings(const std::string& file) {
  const auto text = source::read_file(file);
  if (!text) {
    return input_error(text.error().message,
                       "Write what is found now into that file: --write-baseline.");
  }
  auto findings = report::baseline_from_json(*text);
  if (findings) return findings;
  return input_error(fmt::format("{}: this is no baseline: {}", file, findings.error().message),
                     "Name another file, or remove this one and give --write-baseline.");
}

std::set<std::string> judged_files(const lint::Report& report, const std::string& folder) {
  std::set<std::string> out;
  for (const auto& file : report.files) out.insert(path_from(folder, file.input.path));
  return out;
}

bool is_there(const std::string& folder, const std::string& path) {
  std::error_code ignored;
  return fs::exists(fs::path(folder) / path, ignored);
}

bool concerns_runner(std::string_view rule) {
  const auto* found = lint::find_rule(rule);
  return found != nullptr && found->info.once_per_run;
}

}  // namespace

Result<Baseline> Baseline::read(const std::string& file) {
  auto findings = read_findings(file);
  if (!findings) return findings.error();
  Baseline out{folder_of(file)};
  for (auto& each : *findings) {
    if (concerns_runner(each.rule)) out.of_runner_.insert(each.rule);
    out.entries_[{each.path, each.fingerprint}].finding = std::move(each);
  }
  return out;
}

bool Baseline::knows(std::string_view path, const lint::Finding& finding) {
  if (of_runner_.contains(finding.rule)) return true;
  auto seen = from_folder_.find(path);
  if (seen == from_folder_.end()) {
    seen = from_folder_.emplace(path, path_from(folder_, path)).first;
  }
  const auto entry = entries_.find({seen->second, finding.fingerprint});
  if (entry == entries_.end()) return false;
  entry->second.asked_for = true;
  return true;
}

std::vector<report::KnownFinding> Baseline::unmatched(const lint::Report& report) const {
  const auto judged = judged_files(report, folder_);
  std::vector<report::KnownFinding> out;
  for (const auto& [key, entry] : entries_) {
    const auto& [finding, asked_for] = entry;
    const bool of_run = judged.contains(finding.path) || !is_there(folder_, finding.path);
    if (!asked_for && of_run && !of_runner_.contains(finding.rule)) out.push_back(finding);
  }
  return out;
}

Result<std::string> new_baseline(const lint::Report& report, const std::string& file) {
  const auto folder = folder_of(file);
  std::vector<report::KnownFinding> findings;
  for (const auto& judged : report.files) {
    const auto path = path_from(folder, judged.input.path);
    for (const auto& each : judged.findings) {
      findings.push_back({path, std::string{each.rule}, each.fingerprint, each.message});
    }
  }
  std::error_code ignored;
  if (!fs::exists(file, ignored)) return report::baseline_json(std::move(findings));
  auto before = read_findings(file);
  if (!before) return before.error();
  const auto judged = judged_files(report, folder);
  for (auto& each : *before) {
    const bool stays = !judged.contains(each.path) && is_there(folder, each.path);
    if (stays) findings.push_back(std::move(each));
  }
  return report::baseline_json(std::move(findings));
}

}  // namespace pgstage::cli
