#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <set>
#include <tuple>
#include <utility>

#include "pgstage/lint/edit.hpp"
#include "pgstage/lint/rerun.hpp"
#include "pgstage/sql/lexer.hpp"

#include "effects_text.hpp"
#include "layout.hpp"
#include "suppression.hpp"

namespace pgstage::lint {
namespace {

/// What was judged, with what each statement of each file does.
struct Trial final : Listener {
  struct Deed {
    std::string kind;
    std::string effects;
    std::string destroys;
    bool fails = false;
    bool transaction_allowed = true;
  };

  void file_begins(const Input&) override { deeds.emplace_back(); }
  void statement(std::size_t, const sql::Statement&, const effects::Effects& effects) override {
    deeds.back().push_back({std::string{effects.kind}, text_of(effects), destroyed_by(effects),
                            effects.fails.has_value(), effects.transaction_allowed});
  }
  void file_ends(const JudgedFile&) override {}

  const std::vector<JudgedFile>& files() const { return judged->report.files; }

  std::vector<std::vector<Deed>> deeds;  ///< By file and statement.
  std::unique_ptr<Rerun> judged;
};

/// The safe SQL for one statement of a file; or, for what concerns the runner, for the file before
/// its first statement.
struct Candidate {
  std::size_t file = 0;
  std::size_t statement = 0;
  bool of_runner = false;
  std::string_view rule;
  std::string fingerprint;
  Edit edit;
};
using Candidates = std::vector<Candidate>;

/// The advice is for the statement, not for one in a body that it runs.
bool is_advised_on(const Finding& finding, const sql::Script& script) {
  if (finding.statement >= script.statements().size()) return false;
  const auto kind = script.statements()[finding.statement].kind();
  constexpr std::array<std::string_view, 5> kKinds = {"ALTER ", "CREATE ", "DROP ", "REFRESH ",
                                                      "REINDEX"};
  return std::any_of(kKinds.begin(), kKinds.end(),
                     [&](const auto word) { return kind.starts_with(word); });
}

std::string without_end(std::string sql) {
  const auto end = sql.find_last_not_of("; \t\r\n");
  sql.resize(end == std::string::npos ? 0 : end + 1);
  return sql;
}

/// Only where one statement ends and the next begins: a new line in a string stays as it is.
std::string laid_out(const std::string& sql, std::string_view indentation,
                     std::string_view newline) {
  std::vector<Edit> edits;
  sql::Lexer lexer(sql);
  for (sql::Token token; lexer.next_significant(token);) {
    const auto end = token.span.end();
    if (!lexer.is_punctuation(token, ';') || end >= sql.size() || sql[end] != '\n') continue;
    edits.push_back({{end, 1}, std::string{newline} + std::string{indentation}});
  }
  return edited(sql, std::move(edits));
}

/// SQL in the layout of a file, for where a statement stands.
std::string fitted(const std::string& sql, std::string_view end, const sql::Script& script,
                   Span statement) {
  return laid_out(without_end(sql) + std::string{end}, indentation_of(script, statement),
                  newline_of(script));
}

/// Without what CONCURRENTLY and a schema make of the text of an index. Those of constraints have
/// no text of their own, and a key that takes an index over does not say again what it is made of.
catalog::Relation plain(catalog::Relation relation) {
  for (auto& constraint : relation.constraints) {
    if (relation.index(constraint.name) != nullptr) constraint.definition.clear();
  }
  for (auto& index : relation.indexes) {
    auto& text = index.definition;
    text.erase(0, index.constraint.empty() ? std::min(text.find('('), text.size()) : text.size());
  }
  return relation;
}

bool same_end(const catalog::Catalog& a, const catalog::Catalog& b) {
  const auto left = a.relations();
  const auto right = b.relations();
  return std::equal(
             left.begin(), left.end(), right.begin(), right.end(),
             [](const auto* x, const auto* y) { return *x == *y || plain(*x) == plain(*y); }) &&
         a.types() == b.types() && a.functions() == b.functions() &&
         a.publications() == b.publications();
}

/// Without what tells equal ones apart.
std::string plain(const std::string& fingerprint) {
  return fingerprint.substr(0, fingerprint.find('-'));
}

/// Compares a file before and after some of its statements were replaced.
class Comparison {
 public:
  Comparison(const Trial& before, const Trial& after, std::size_t file)
      : old_(before.files()[file]),
        new_(after.files()[file]),
        old_deeds_(before.deeds[file]),
        new_deeds_(after.deeds[file]) {}

  /// `replaced` is by statement.
  bool only_mended(const std::map<std::size_t, const Candidate*>& replaced) {
    std::ptrdiff_t shift = 0;
    std::size_t next = 0;
    for (std::size_t i = 0; i < old_deeds_.size(); ++i) {
      const auto found = replaced.find(i);
      if (found == replaced.end()) {
        if (!is_unchanged(i, next++)) return false;
        continue;
      }
      const auto& edit = found->second->edit;
      shift += static_cast<std::ptrdiff_t>(edit.text.size()) -
               static_cast<std::ptrdiff_t>(edit.span.length);
      const auto end = end_of_group(
          next, static_cast<std::size_t>(static_cast<std::ptrdiff_t>(edit.span.end()) + shift));
      if (!is_mended(*found->second, next, end)) return false;
      next = end;
    }
    return next == new_deeds_.size() && no_more_of_file();
  }

 private:
  using Kinds = std::map<std::string, std::size_t>;

  /// Complaints about comments, and what concerns the runner and is said only once.
  static bool is_of_file(const Finding& finding) {
    const auto* rule = find_rule(finding.rule);
    return !rule->check || rule->info.once_per_run;
  }

  /// How many findings there are of each kind.
  template <class Wanted, class Kind>
  static Kinds count(const JudgedFile& file, const Wanted& wanted, const Kind& kind) {
    Kinds out;
    for (const auto& finding : file.findings) {
      if (wanted(finding)) ++out[kind(finding)];
    }
    return out;
  }

  static bool no_more(const Kinds& now, const Kinds& before) {
    return std::all_of(now.begin(), now.end(), [&](const auto& each) {
      const auto was = before.find(each.first);
      return was != before.end() && was->second >= each.second;
    });
  }

  static std::string kind_of(const Finding& finding) {
    if (find_rule(finding.rule)->info.once_per_run) return std::string{finding.rule};
    return std::string{finding.rule} + " " + plain(finding.fingerprint);
  }

  static auto of_statements(std::size_t begin, std::size_t end) {
    return [begin, end](const Finding& finding) {
      return !is_of_file(finding) && finding.statement >= begin && finding.statement < end;
    };
  }

  bool no_more_of_file() const {
    return no_more(count(new_, is_of_file, kind_of), count(old_, is_of_file, kind_of));
  }

  bool is_unchanged(std::size_t before, std::size_t now) const {
    return now < new_deeds_.size() && new_deeds_[now].effects == old_deeds_[before].effects &&
           no_more(count(new_, of_statements(now, now + 1), kind_of),
                   count(old_, of_statements(before, before + 1), kind_of));
  }

  std::size_t end_of_group(std::size_t next, std::size_t offset) const {
    const auto& statements = new_.input.script->statements();
    while (next < statements.size() && statements[next].span().offset < offset) ++next;
    return next;
  }

  bool is_mended(const Candidate& candidate, std::size_t begin, std::size_t end) const {
    const auto rule_of = [](const Finding& finding) { return std::string{finding.rule}; };
    const auto& old_deed = old_deeds_[candidate.statement];
    auto before = count(old_, of_statements(candidate.statement, candidate.statement + 1), rule_of);
    if (candidate.of_runner) {
      const auto is_same = [&](const Finding& finding) { return finding.rule == candidate.rule; };
      if (!count(new_, is_same, rule_of).empty()) return false;
    } else if (before[std::string{candidate.rule}]-- == 0) {
      return false;
    }
    std::string destroys;
    for (std::size_t i = begin; i < end; ++i) {
      const auto& deed = new_deeds_[i];
      const bool runs = deed.transaction_allowed || new_.input.sent_as == SentAs::Statement;
      const bool drops = deed.kind.starts_with("DROP") && deed.kind != old_deed.kind;
      if ((deed.fails && !old_deed.fails) || drops || !runs) return false;
      destroys += deed.destroys;
    }
    return destroys == old_deed.destroys &&
           no_more(count(new_, of_statements(begin, end), rule_of), before);
  }

  const JudgedFile& old_;
  const JudgedFile& new_;
  const std::vector<Trial::Deed>& old_deeds_;
  const std::vector<Trial::Deed>& new_deeds_;
};

class Fixer {
 public:
  Fixer(const Run& run, const catalog::Catalog& start, const Options& options,
        const std::function<bool(const Input&)>& may_change)
      : run_(run), start_(start), options_(options), may_change_(may_change) {
    options_.each_file = true;
  }

  Fixed go() {
    now_ = judge_with({});
    // Every round leaves fewer findings, or fewer ways to try, and so there is a last one.
    for (auto candidates = next(); !candidates.empty(); candidates = next()) try_all(candidates);
    return std::move(out_);
  }

 private:
  std::unique_ptr<Trial> judge_with(const Texts& texts) const {
    auto trial = std::make_unique<Trial>();
    Listener* listeners[] = {trial.get()};
    trial->judged = rerun(run_, texts, start_, options_, listeners);
    return trial;
  }

  /// What other advice needs, such as a limit, is said before it is followed.
  Candidates next() const {
    auto of_runner = find_candidates(true);
    return of_runner.empty() ? find_candidates(false) : of_runner;
  }

  /// One a statement, and none that was found wanting before. A file that is there twice has to
  /// stay one.
  Candidates find_candidates(bool of_runner) const {
    Candidates out;
    std::set<std::string> paths;
    const auto& files = now_->files();
    for (std::size_t i = 0; i < files.size(); ++i) {
      if (!may_change_(files[i].input) || !paths.insert(files[i].input.path).second) continue;
      std::set<std::size_t> taken;
      for (const auto& finding : files[i].findings) {
        const auto& info = find_rule(finding.rule)->info;
        const bool fits =
            (of_runner ? finding.rewrite && !finding.apart && info.fix_in_place && info.once_per_run
                       : replacement_of(finding, *files[i].input.script).has_value()) &&
            !refused_.contains({i, finding.rule, finding.fingerprint});
        if (!fits || !taken.insert(finding.statement).second) continue;
        out.push_back(candidate_for(finding, *files[i].input.script));
        out.back().file = i;
      }
    }
    return out;
  }

  static Candidate candidate_for(const Finding& finding, const sql::Script& script) {
    Candidate out{.statement = finding.statement,
                  .of_runner = find_rule(finding.rule)->info.once_per_run,
                  .rule = finding.rule,
                  .fingerprint = finding.fingerprint};
    if (!out.of_runner) {
      out.edit = *replacement_of(finding, script);
      return out;
    }
    out.statement = 0;
    const auto span = script.statements()[0].span();
    const auto begin = Suppressions(script, {}).begin_of(0, span);
    out.edit.span = {begin, span.end() - begin};
    out.edit.text = fitted(*finding.rewrite, ";\n", script, span);
    out.edit.text += script.text(out.edit.span);
    return out;
  }

  using Key = std::tuple<std::size_t, std::string_view, std::string>;

  /// Those that do not go together are tried apart. Whether there was one to take; else all are
  /// refused.
  bool try_all(const Candidates& candidates) {
    if (take(candidates)) return true;
    if (candidates.size() == 1) {
      const auto& only = candidates.front();
      refused_.insert({only.file, only.rule, only.fingerprint});
      return false;
    }
    const auto middle = candidates.begin() + static_cast<std::ptrdiff_t>(candidates.size() / 2);
    // What the first half changes moves the second one, which then waits for the next round.
    return try_all({candidates.begin(), middle}) || try_all({middle, candidates.end()});
  }

  bool take(const Candidates& candidates) {
    std::map<std::size_t, std::map<std::size_t, const Candidate*>> by_file;
    for (const auto& each : candidates) by_file[each.file][each.statement] = &each;
    auto texts = out_.texts;
    for (const auto& [file, replaced] : by_file) {
      std::vector<Edit> edits;
      for (const auto& [statement, candidate] : replaced) edits.push_back(candidate->edit);
      const auto& input = now_->files()[file].input;
      texts[input.path] = edited(input.script->text(), std::move(edits));
    }
    auto then = judge_with(texts);
    const auto& before = now_->judged->report.ends;
    const auto& after = then->judged->report.ends;
    if (!std::equal(before.begin(), before.end(), after.begin(), after.end(), same_end)) {
      return false;
    }
    for (std::size_t i = 0; i < now_->files().size(); ++i) {
      if (!Comparison(*now_, *then, i).only_mended(by_file[i])) return false;
    }
    for (const auto& each : candidates) note(each);
    out_.texts = std::move(texts);
    now_ = std::move(then);
    return true;
  }

  void note(const Candidate& candidate) {
    const auto& input = now_->files()[candidate.file].input;
    const auto line = input.script->lines().position(candidate.edit.span.offset).line;
    out_.fixes.push_back({input.path, line, candidate.rule});
  }

  const Run& run_;
  const catalog::Catalog& start_;
  Options options_;
  const std::function<bool(const Input&)>& may_change_;
  std::unique_ptr<Trial> now_;
  std::set<Key> refused_;  ///< By file, rule and fingerprint.
  Fixed out_;
};

}  // namespace

std::optional<Edit> replacement_of(const Finding& finding, const sql::Script& script) {
  const auto& info = find_rule(finding.rule)->info;
  const bool fits = finding.rewrite && !finding.apart && info.fix_in_place && !info.once_per_run &&
                    is_advised_on(finding, script);
  if (!fits) return std::nullopt;
  const auto span = script.statements()[finding.statement].span();
  return Edit{span, fitted(*finding.rewrite, "", script, span)};
}

Fixed fix(const Run& run, const catalog::Catalog& start, const Options& options,
          const std::function<bool(const Input& file)>& may_change) {
  return Fixer(run, start, options, may_change).go();
}

}  // namespace pgstage::lint
