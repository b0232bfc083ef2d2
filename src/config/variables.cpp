#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "pgstage/config/option.hpp"
#include "pgstage/config/settings.hpp"
#include "pgstage/model/similar.hpp"

namespace pgstage::config {
namespace {

constexpr std::string_view kPrefix = "PGSTAGE_";
/// Names the file, and so is read before there are settings.
constexpr std::string_view kConfigVariable = "PGSTAGE_CONFIG";

constexpr auto kYes = std::to_array<std::string_view>({"1", "true", "yes", "on"});
constexpr auto kNo = std::to_array<std::string_view>({"0", "false", "no", "off"});

template <std::size_t N>
bool among(const std::array<std::string_view, N>& words, std::string_view word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

const Option* option_of(std::string_view variable) {
  const auto all = options();
  const auto found = std::find_if(all.begin(), all.end(),
                                  [&](const Option& each) { return each.variable() == variable; });
  return found == all.end() ? nullptr : &*found;
}

Error unknown(const std::string& variable) {
  std::vector<std::string> names{std::string{kConfigVariable}};
  for (const auto& option : options()) names.push_back(option.variable());
  const auto similar = most_similar(variable, {names.begin(), names.end()});
  return input_error(fmt::format("the variable \"{}\" stands for no option", variable),
                     similar ? fmt::format("Did you mean \"{}\"?", *similar)
                             : "Unset it, or run pgstage with --isolated.");
}

std::vector<std::string> split(std::string_view list) {
  std::vector<std::string> out;
  while (!list.empty()) {
    const auto comma = std::min(list.find(','), list.size());
    if (comma > 0) out.emplace_back(list.substr(0, comma));
    list.remove_prefix(std::min(comma + 1, list.size()));
  }
  return out;
}

}  // namespace

Result<std::vector<Setting>> from_variables(const Variables& variables, std::string_view command) {
  std::vector<Setting> out;
  for (auto at = variables.lower_bound(kPrefix); at != variables.end(); ++at) {
    const auto& [name, value] = *at;
    if (!name.starts_with(kPrefix)) break;
    if (value.empty() || name == kConfigVariable) continue;
    const Option* option = option_of(name);
    if (option == nullptr) return unknown(name);
    Setting setting{std::string{option->name}, {}, name};
    if (option->kind == ValueKind::Switch) {
      if (!among(kYes, value) && !among(kNo, value)) {
        return input_error(fmt::format("{} cannot be \"{}\"", name, value), "Use 1 or 0.");
      }
      if (among(kNo, value)) continue;
    } else {
      setting.values = option->repeatable ? split(value) : std::vector{value};
    }
    for (const auto& each : setting.values) {
      if (auto checked = check(*option, each, name); !checked) return checked.error();
    }
    if (option->belongs_to(command)) out.push_back(std::move(setting));
  }
  return out;
}

}  // namespace pgstage::config
