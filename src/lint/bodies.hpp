#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <set>
#include <string>
#include <string_view>

#include "pgstage/catalog/running.hpp"
#include "pgstage/lint/choice.hpp"
#include "pgstage/lint/rule.hpp"

namespace pgstage::lint {

/// Whether the server cannot even read it, so that it does nothing that is worth a word.
bool is_unread(const sql::Statement& statement, ServerVersion version);
/// The rule that judges such a one nevertheless.
constexpr std::string_view kOfUnread = "syntax-error";

/// Judges the statements of the bodies that one statement runs, each by itself and at its own place
/// in the file where that can be told.
class BodyJudge final : public catalog::BodyWatcher {
 public:
  using Take = std::function<void(const Rule&, const Findings::Draft&, const effects::Effects&,
                                  const Context&)>;

  /// Drafts come with their places in the outer statement's file. Borrows all of it.
  BodyJudge(const Context& outer, const Chosen& chosen, Take take);

  void sees(const catalog::InBody& part) override;
  /// Whether a rule has found something in a body.
  bool found(const Rule& rule) const { return found_.contains(&rule); }

 private:
  Span place_of(const catalog::InBody& part, Span inside);
  static std::string words_of(const catalog::InBody& part, Span inside);

  const Context& outer_;
  const Chosen& chosen_;
  Take take_;
  std::optional<std::size_t> body_;  ///< Where the text of a DO begins in the file.
  Span place_;                       ///< Of the statement that runs whatever is running.
  std::set<const Rule*> found_;
};

}  // namespace pgstage::lint
