#include "history.hpp"

#include <algorithm>
#include <filesystem>
#include <set>
#include <utility>

#include <fmt/format.h>

#include "pgstage/source/code.hpp"

#include "blanks.hpp"
#include "code_history.hpp"
#include "dialect.hpp"
#include "directives.hpp"
#include "frameworks/plain.hpp"

namespace pgstage::source {
namespace {

Result<std::vector<std::string>> in_order(const Framework& framework, const std::string& folder,
                                          std::vector<std::string> scripts) {
  if (framework.order == nullptr) return plain::ordered(std::move(scripts));
  return framework.order(folder, std::move(scripts));
}

/// Whether a folder below another one is for another database than PostgreSQL.
bool is_foreign(const std::string& folder, const std::string& below) {
  const auto from = std::filesystem::path(folder).lexically_relative(
      std::filesystem::path(below).lexically_normal());
  if (from.empty() || from == ".") return false;
  const bool named = std::any_of(from.begin(), from.end(), [](const auto& part) {
    return is_of_another_database(part.string());
  });
  return named || says_another_database(folder);
}

}  // namespace

Result<const ReadHistory*> Histories::of(const std::string& script) {
  const auto folder = plain::history_of(script);
  const auto known = read_.find(folder);
  if (known != read_.end()) return &known->second;
  const auto& framework = named_.scripts == nullptr ? framework_of(script) : *named_.scripts;
  const auto beside = plain::scripts_beside(script);
  auto scripts = in_order(framework, folder, beside);
  if (!scripts) return scripts.error();
  if (may_hold_code(folder, beside)) {
    const bool mixed = !scripts->empty();
    auto code = code_in_order(beside, read_file_, named_.code);
    scripts->insert(scripts->end(), code.begin(), code.end());
    // Of both kinds, they are versions of one history.
    if (mixed && framework.order == nullptr) *scripts = plain::by_name(*std::move(scripts));
    if (mixed && framework.order == plain::ordered_as_text) {
      *scripts = plain::by_text(*std::move(scripts));
    }
  }
  ReadHistory read{&framework, *std::move(scripts)};
  for (std::size_t i = 0; i < read.scripts.size(); ++i) read.places.emplace(read.scripts[i], i);
  return &read_.emplace(folder, std::move(read)).first->second;
}

Result<Whose> whose(const std::string& framework) {
  Whose out;
  std::set<std::string_view> known;
  for (const auto* each : all_frameworks()) {
    known.insert(each->name);
    if (each->name == framework) out.scripts = each;
  }
  for (const auto* each : all_code_frameworks()) {
    known.insert(each->name);
    if (each->name == framework) out.code = each;
  }
  if (framework.empty() || out.scripts != nullptr || out.code != nullptr) return out;
  std::string names;
  for (const auto name : known) names += (names.empty() ? "" : ", ") + std::string{name};
  return input_error(fmt::format("there is no framework \"{}\" that pgstage reads", framework),
                     "Use one of: " + names + ".");
}

Result<std::vector<Migration>> read_as(const Framework& framework, const std::string& script,
                                       const ReadFile& read_file) {
  std::vector<Migration> out;
  if (framework.read != nullptr) {
    auto held = framework.read(script, read_file);
    if (!held) return held;
    out = *std::move(held);
  } else {
    auto whole = plain::read(script, read_file);
    if (!whole) return whole.error();
    out.push_back(*std::move(whole));
  }
  for (auto& each : out) {
    if (auto error = half_written(framework, script, each.up + each.down)) return *error;
    each.framework = framework.name;
    each.database = framework.has_parts ? std::string{framework.name} : plain::history_of(script);
    each.sent_as = framework.sent_as(each, Way::Up);
    if (each.sent_as == SentAs::Statement) each.messages = messages_in(framework, each.up);
    each.runner = framework.runner;
    if (framework.tell != nullptr) framework.tell(each, each.runner);
    fill_placeholders(each.up, framework.placeholders);
    fill_placeholders(each.down, framework.placeholders);
  }
  return out;
}

Result<std::vector<Migration>> Histories::read(const std::string& script) {
  if (is_code(script)) {
    const auto code = read_file_(script);
    if (!code) return code.error();
    auto held = migration_in(*code, script, named_.code);
    if (!held) return held.error();
    return std::vector<Migration>{*std::move(held)};
  }
  const auto history = of(script);
  if (!history) return history.error();
  return read_as(*(*history)->framework, script, read_file_);
}

Result<std::vector<std::string>> Histories::ordered(const std::vector<std::string>& files,
                                                    const std::string& below) {
  std::vector<std::string> out;
  std::map<std::string, bool> foreign;
  for (const auto& file : files) {
    if (!file.ends_with(".sql") && !is_code(file)) continue;
    const auto folder = plain::history_of(file);
    const auto [known, is_new] = foreign.try_emplace(folder, false);
    if (is_new) known->second = is_foreign(folder, below);
    if (known->second) continue;
    const auto history = of(file);
    if (!history) return history.error();
    if ((*history)->places.contains(file)) out.push_back(file);
  }
  out = plain::by_name(std::move(out));
  if (auto done = put_in_order(out); !done) return done.error();
  return out;
}

Result<void> Histories::put_in_order(std::vector<std::string>& scripts) {
  std::map<const ReadHistory*, std::map<std::size_t, std::string>> known;
  std::vector<const ReadHistory*> whose;
  for (const auto& script : scripts) {
    const auto history = of(script);
    if (!history) return history.error();
    const auto place = (*history)->places.find(script);
    const bool is_known = place != (*history)->places.end();
    whose.push_back(is_known ? *history : nullptr);
    if (is_known) known[*history].emplace(place->second, script);
  }
  for (std::size_t i = 0; i < scripts.size(); ++i) {
    if (whose[i] == nullptr) continue;
    auto& rest = known[whose[i]];
    scripts[i] = std::move(rest.begin()->second);
    rest.erase(rest.begin());
  }
  return {};
}

}  // namespace pgstage::source
