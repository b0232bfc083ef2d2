#include "pgstage/lint/engine.hpp"

#include <algorithm>
#include <cstdint>
#include <set>
#include <tuple>

#include "suppression.hpp"
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

/// Walks a run: replays what is earlier, judges what is pending, and keeps the books of locks.
class Walk {
 public:
  Walk(const Run& run, const catalog::Catalog& start, const Options& options,
       std::vector<const Rule*> rules, Listeners listeners)
      : run_(run),
        options_(options),
        rules_(std::move(rules)),
        listeners_(listeners),
        replay_(start) {}

  Report go() {
    for (const auto& input : run_.earlier) replay_file(input);
    for (const auto& batch : run_.batches) judge_batch(batch);
    report_.timeline = timeline_.take();
    return std::move(report_);
  }

 private:
  void replay_file(const Input& input) {
    if (input.sent_as == SentAs::File) replay_.begin();
    for (const auto& statement : input.script->statements()) {
      replay_.advance(statement.view(), *input.script, statement.span());
    }
    replay_.commit();
  }

  void judge_batch(const Batch& batch) {
    replay_.new_batch();
    for (const auto& input : batch) {
      if (input.sent_as != SentAs::Statement) begin(input);
      judge_file(input);
      if (input.sent_as != SentAs::Batch) end_transaction();
    }
    end_transaction();
  }

  /// A message with a single statement is no transaction block (manual, 55.2.2.1).
  void begin(const Input& input) {
    const bool alone = input.sent_as == SentAs::Message && input.script->statements().size() <= 1;
    if (!alone) replay_.begin();
  }

  void end_transaction() {
    replay_.commit();
    held_.clear();
    timeline_.release();
  }

  void judge_file(const Input& input) {
    report_.files.push_back({input, {}, 0});
    for (auto* listener : listeners_) listener->file_begins(input);
    const auto& statements = input.script->statements();
    for (std::size_t i = 0; i < statements.size(); ++i) judge_statement(input, statements[i], i);
    if (!rules_.empty()) settle_findings(report_.files.back());
    for (auto* listener : listeners_) listener->file_ends(report_.files.back());
  }

  void judge_statement(const Input& input, const sql::Statement& statement, std::size_t index) {
    const auto view = statement.view();
    const auto effects = effects::analyze(statement, view, replay_, options_.version);
    const Context context{input.path,    *input.script, statement,
                          view,          replay_,       options_.version,
                          input.sent_as, held_,         options_.runner_lock_timeout};
    for (const Rule* rule : rules_) find(*rule, effects, context, index);
    const Place place{report_.files.size() - 1, index};
    take_locks(effects, context, place);
    for (auto* listener : listeners_) listener->statement(index, statement, effects);
    replay_.advance(view, *input.script, statement.span());
    if (!replay_.in_transaction()) end_transaction();
  }

  void take_locks(const effects::Effects& effects, const Context& context, Place place) {
    const auto line = context.script.lines().position(context.statement.span().offset).line;
    for (const auto& lock : effects.locks) {
      if (!blocks_writes(lock.mode) || !context.live(lock.relation)) continue;
      const bool new_here = timeline_.take(lock.relation, lock.mode, place);
      if (new_here) held_.push_back({lock.relation, lock.mode, context.path, line});
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
      report_.files.back().findings.push_back(std::move(finding));
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
  Listeners listeners_;
  catalog::Replay replay_;
  Report report_;
  std::vector<HeldLock> held_;
  Timeline timeline_;
  std::set<std::string_view> said_;
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

void examine(const Run& run, const catalog::Catalog& start, ServerVersion version,
             Listeners listeners) {
  Options options;
  options.version = version;
  Walk(run, start, options, {}, listeners).go();
}

}  // namespace pgstage::lint
