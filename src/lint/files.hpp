#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "pgstage/lint/engine.hpp"

namespace pgstage::lint {

/// `20240131120000` of `20240131120000_add_users`, `1_2` of `V1_2__add_users`: what a runner orders
/// migrations by and tells them apart with. Empty when there is none.
std::string_view version_of(std::string_view migration);

/// Judges migrations as wholes, and their ways back.
class FileJudge {
 public:
  using Take = std::function<void(const Rule&, const Findings::Draft&)>;

  /// It was applied before.
  void knows(const Input& file);
  /// `before`: what is there without it. Borrows the rules until it ends.
  void begins(const Input& file, const std::vector<const Rule*>& rules,
              const catalog::Replay& before);
  void sees(const effects::Effects& effects);
  /// `after`: what is there with it.
  void ends(const Input& file, const catalog::Replay& after, const Take& take);

 private:
  /// The first migration of this version; its own path when it is the first.
  std::string_view first_of_version(const Input& file);
  void judge_way_back(const Input& file, const catalog::Replay& after, const Take& take);

  const std::vector<const Rule*>* rules_ = nullptr;  ///< For the file that began last.
  std::optional<catalog::Replay> before_;            ///< Where somebody asks for the way back.
  std::map<std::pair<std::string, std::string>, std::string> versions_;  ///< By folder and version.
  bool changes_schema_ = false;
};

}  // namespace pgstage::lint
