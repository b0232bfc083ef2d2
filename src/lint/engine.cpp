#include "pgstage/lint/engine.hpp"

#include <algorithm>
#include <cstdint>
#include <set>
#include <tuple>

#include "pgstage/sql/reader.hpp"

#include "suppression.hpp"
#include "telling.hpp"
#include "timeline.hpp"

namespace pgstage::lint {
namespace {

constexpr std::uint64_t kFnvBasis = 14695981039346656037ULL;
constexpr std::uint64_t kFnvPrime = 1099511628211ULL;

/// FNV-1a over the words, white space folded, so that moving or re-indenting a statement does not
/// make an old finding a new one.
std::string fingerprint(std::string_view rule, std::string_view message,
                        std::string_view statement) {
  std::uint64_t hash = kFnvBasis;
  const auto take = [&](std::string_view text) {
    bool space = true;
    for (const char c : text) {
      const bool is_space = c == ' ' || (c >= '\t' && c <= '\r');
      if (is_space && space) continue;
      space = is_space;
      hash = (hash ^ static_cast<unsigned char>(is_space ? ' ' : c)) * kFnvPrime;
    }
    hash = (hash ^ 0x1FU) * kFnvPrime;
  };
  take(rule);
  take(message);
  take(statement);
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::string out(16, '0');
  for (std::size_t i = 16; i-- > 0; hash >>= 4U) out[i] = kDigits[hash & 0xFU];
  return out;
}

std::vector<sql::Script*> scripts_of(const Run& run) {
  std::vector<sql::Script*> out;
  for (const auto& input : run.earlier) out.push_back(input.script);
  for (const auto& batch : run.batches) {
    for (const auto& input : batch) out.push_back(input.script);
  }
  return out;
}

std::size_t pending_files(const Run& run) {
  std::size_t count = 0;
  for (const auto& batch : run.batches) count += batch.size();
  return count;
}

/// One that is settled when the transaction or the file ends.
struct OpenFinding {
  std::size_t finding;  ///< Of the file's.
  QualifiedName unless_view;
};

/// Walks a run: replays what is earlier, judges what is pending, and keeps the books of locks.
class Walk {
 public:
  Walk(const Run& run, const catalog::Catalog& start, const Options& options,
       std::vector<const Rule*> rules, Listeners listeners)
      : run_(run),
        options_(options),
        rules_(std::move(rules)),
        reader_(scripts_of(run)),
        replay_(start),
        telling_(listeners) {}

  Report go() {
    // What is told of a file points to it.
    report_.files.reserve(pending_files(run_));
    for (const auto& input : run_.earlier) replay_file(input);
    for (const auto& batch : run_.batches) judge_batch(batch);
    telling_.finish();
    report_.timeline = timeline_.take();
    report_.end = replay_.take_catalog();
    return std::move(report_);
  }

 private:
  void replay_file(const Input& input) {
    if (input.sent_as == SentAs::File) replay_.begin();
    for (auto some = reader_.next(); !some.empty(); some = reader_.next()) {
      for (const auto& [statement, view] : some) {
        replay_.advance(view, *input.script, statement.span());
      }
    }
    replay_.commit();
  }

  void judge_batch(const Batch& batch) {
    replay_.new_batch();
    for (const auto& input : batch) {
      judge_file(input);
      if (input.sent_as != SentAs::Batch) end_transaction();
    }
    end_transaction();
  }

  /// A message with a single statement is no transaction block (manual, 55.2.2.1).
  static bool in_one_transaction(SentAs sent_as, std::size_t statements) {
    return sent_as != SentAs::Statement && (sent_as != SentAs::Message || statements > 1);
  }

  void end_transaction() {
    replay_.commit();
    withdraw_findings();
    held_.clear();
    timeline_.release();
  }

  void judge_file(const Input& input) {
    report_.files.push_back({input, {}, 0});
    telling_.file_begins(input);
    auto some = reader_.next();
    if (in_one_transaction(input.sent_as, some.size())) replay_.begin();
    for (std::size_t index = 0; !some.empty(); some = reader_.next()) {
      for (const auto& each : some) judge_statement(input, each, index++);
    }
    withdraw_findings();
    if (!rules_.empty()) settle_findings(report_.files.back());
    telling_.file_ends(report_.files.back());
  }

  void judge_statement(const Input& input, const sql::ReadStatement& read, std::size_t index) {
    const auto& [statement, view] = read;
    auto effects = effects::analyze(statement, view, replay_, options_.version);
    const Context context{input.path,    *input.script, statement,
                          view,          replay_,       options_.version,
                          input.sent_as, held_,         options_.runner_lock_timeout};
    for (const Rule* rule : rules_) find(*rule, effects, context, index);
    const Place place{report_.files.size() - 1, index};
    take_locks(effects, context, place);
    telling_.statement(index, statement, std::move(effects));
    replay_.advance(view, *input.script, statement.span());
    if (!replay_.in_transaction()) end_transaction();
  }

  void take_locks(const effects::Effects& effects, const Context& context, Place place) {
    for (const auto& lock : effects.locks) {
      if (!blocks_writes(lock.mode) || !context.live(lock.relation)) continue;
      if (!timeline_.take(lock.relation, lock.mode, place)) continue;
      const auto line = context.script.lines().position(context.statement.span().offset).line;
      held_.push_back({lock.relation, lock.mode, context.path, line});
    }
    timeline_.pass(effects, place);
  }

  void find(const Rule& rule, const effects::Effects& effects, const Context& context,
            std::size_t statement) {
    if (rule.check == nullptr) return;
    Findings found;
    rule.check(effects, context, found);
    for (const auto& draft : found.drafts()) {
      Finding finding;
      finding.rule = rule.info.id;
      finding.severity = rule.info.severity;
      finding.category = rule.info.category;
      finding.statement = statement;
      finding.span = draft.span;
      finding.message = draft.message;
      finding.help = rule.info.instead;
      finding.rewrite = draft.rewrite;
      finding.fingerprint =
          fingerprint(rule.info.id, draft.message, context.script.text(context.statement.span()));
      auto& findings = report_.files.back().findings;
      const bool open = draft.unless_view && context.in_transaction();
      if (open) open_findings_.push_back({findings.size(), *draft.unless_view});
      findings.push_back(std::move(finding));
    }
  }

  /// Takes back those that depend on views which are there now.
  void withdraw_findings() {
    for (; !open_findings_.empty(); open_findings_.pop_back()) {
      const auto& open = open_findings_.back();
      const auto* view = replay_.catalog().relation(open.unless_view);
      // After a rollback it is the old one.
      const bool made =
          view != nullptr && view->kind == catalog::RelationKind::View && view->created_in_batch;
      if (!made) continue;
      auto& findings = report_.files.back().findings;
      findings.erase(findings.begin() + static_cast<std::ptrdiff_t>(open.finding));
    }
  }

  /// Suppressions first, so that an ignored finding does not use up what is said only once.
  void settle_findings(JudgedFile& file) {
    Suppressions suppressions(*file.input.script);
    std::erase_if(file.findings, [&](const Finding& finding) {
      const bool silent = suppressions.silences(finding.rule, finding.statement);
      if (silent) ++file.suppressed;
      return silent;
    });
    std::erase_if(file.findings, [&](const Finding& finding) {
      return find_rule(finding.rule)->info.once_per_run && !said_.insert(finding.rule).second;
    });
    for (auto& complaint : suppressions.complaints()) {
      const bool wanted = std::any_of(rules_.begin(), rules_.end(), [&](const Rule* rule) {
        return rule->info.id == complaint.rule;
      });
      if (wanted) file.findings.push_back(std::move(complaint));
    }
    for (auto& finding : file.findings) {
      const auto asked = options_.severities.find(std::string{finding.rule});
      if (asked != options_.severities.end()) finding.severity = asked->second;
    }
    std::stable_sort(file.findings.begin(), file.findings.end(),
                     [](const Finding& a, const Finding& b) {
                       return std::tie(a.span.offset, a.rule) < std::tie(b.span.offset, b.rule);
                     });
  }

  const Run& run_;
  const Options& options_;
  std::vector<const Rule*> rules_;
  sql::Reader reader_;
  catalog::Replay replay_;
  Report report_;
  std::vector<HeldLock> held_;
  std::vector<OpenFinding> open_findings_;  ///< Of this file and this transaction.
  Timeline timeline_;
  std::set<std::string_view> said_;
  Telling telling_;  ///< Goes before the report that it tells of.
};

std::vector<const Rule*> enabled_rules(const Options& options) {
  std::vector<const Rule*> rules;
  for (const Rule* rule : all_rules()) {
    const bool off = std::any_of(options.disabled.begin(), options.disabled.end(),
                                 [&](const auto& name) { return find_rule(name) == rule; });
    if (!off) rules.push_back(rule);
  }
  return rules;
}

}  // namespace

Report judge(const Run& run, const catalog::Catalog& start, const Options& options,
             Listeners listeners) {
  return Walk(run, start, options, enabled_rules(options), listeners).go();
}

catalog::Catalog examine(const Run& run, const catalog::Catalog& start, ServerVersion version,
                         Listeners listeners) {
  Options options;
  options.version = version;
  return Walk(run, start, options, {}, listeners).go().end;
}

}  // namespace pgstage::lint
