#include "verdicts.hpp"

#include <algorithm>
#include <string>
#include <tuple>
#include <utility>

#include "advice.hpp"
#include "fingerprint.hpp"
#include "suppression.hpp"

namespace pgstage::lint {
namespace {

/// What takes longer than this, in seconds, fills the connection pools of an application.
constexpr double kOutage = 10;

Severity severity_for(double seconds, Severity otherwise) {
  if (seconds <= kMoment) return Severity::Notice;
  return seconds >= kOutage && otherwise == Severity::Warning ? Severity::Error : otherwise;
}

/// The statement is perhaps that of a body; `found` is the part of the file that it is about.
std::string fingerprint_of(const Rule& rule, const Context& context, std::string_view found) {
  auto& tokens = context.noted.tokens;
  const auto statement = context.script.text(context.statement.span());
  if (!tokens) tokens = tokens_of(statement);
  const bool whole = found.data() == statement.data() && found.size() == statement.size();
  return fingerprint(rule.info.id, *tokens, whole ? *tokens : tokens_of(found));
}

Finding made_of(const Rule& rule, const Findings::Draft& draft) {
  Finding finding;
  finding.rule = rule.info.id;
  finding.severity = rule.info.severity;
  finding.category = rule.info.category;
  finding.span = draft.span;
  finding.message = draft.message;
  finding.help = rule.info.instead;
  finding.rewrite = draft.rewrite;
  return finding;
}

}  // namespace

Verdicts::Verdicts(const Options& options, Report& report, Telling& telling)
    : options_(options), chooser_(options.choices), report_(report), telling_(telling) {}

void Verdicts::file_begins(const Input& file) {
  files_.push_back({report_.files.size(), &chooser_.chosen_for(file.path), {}});
  report_.files.push_back({file, {}, 0});
  telling_.file_begins(file);
}

Finding Verdicts::finding_of(const Rule& rule, const Findings::Draft& draft,
                             const effects::Effects& effects, const Context& context,
                             std::size_t statement) const {
  const auto& script = *report_.files.back().input.script;
  auto finding = made_of(rule, draft);
  finding.fingerprint = fingerprint_of(rule, context, script.text(draft.span));
  finding.statement = statement;
  if (draft.rewrite) {
    auto advice = fitted(context, *draft.rewrite);
    finding.rewrite = std::move(advice.sql);
    finding.apart = advice.apart;
  }
  if (draft.grows_with) {
    finding.cost = effects::cost_on(*draft.grows_with, effects, context.before.catalog());
  }
  if (finding.cost) finding.severity = severity_for(finding.cost->seconds, finding.severity);
  return finding;
}

void Verdicts::take(Finding finding, std::optional<Unless> unless, const Context& context) {
  Verdict verdict{std::move(finding), std::move(unless)};
  // A transaction of one statement goes on to do nothing.
  const bool alone = verdict.unless && verdict.unless->until == Unless::Until::Transaction &&
                     !context.in_transaction();
  if (alone) verdict.unless.reset();
  files_.back().verdicts.push_back(std::move(verdict));
}

void Verdicts::take(const Rule& rule, const Findings::Draft& draft, const sql::Script& script) {
  auto finding = made_of(rule, draft);
  finding.fingerprint =
      fingerprint(rule.info.id, tokens_of({}), tokens_of(script.text(draft.span)));
  files_.back().verdicts.push_back({std::move(finding), {}});
}

void Verdicts::file_ends() {
  files_.back().ended = true;
  settle_ended();
}

void Verdicts::ask(Unless::Until until, const catalog::Replay& then) {
  for (auto& file : files_) {
    std::erase_if(file.verdicts, [&](Verdict& verdict) {
      if (!verdict.unless || verdict.unless->until != until) return false;
      const bool mended = verdict.unless->mended(then);
      verdict.unless.reset();
      return mended;
    });
  }
  settle_ended();
}

void Verdicts::settle_ended() {
  const auto is_open = [](const File& file) {
    return !file.ended || std::any_of(file.verdicts.begin(), file.verdicts.end(),
                                      [](const auto& each) { return each.unless.has_value(); });
  };
  for (; !files_.empty() && !is_open(files_.front()); files_.pop_front()) {
    settle(files_.front());
    telling_.file_ends(report_.files[files_.front().index]);
  }
}

/// Suppressions first, so that an ignored finding does not use up what is said only once.
void Verdicts::settle(File& file) {
  const auto& rules = file.chosen->rules;
  if (rules.empty()) return;
  if (options_.each_file) said_.clear();
  auto& judged = report_.files[file.index];
  Suppressions suppressions(*judged.input.script, options_.today);
  for (auto& verdict : file.verdicts) {
    auto& finding = verdict.finding;
    if (suppressions.silences(finding)) {
      ++judged.suppressed;
      continue;
    }
    const bool once = find_rule(finding.rule)->info.once_per_run;
    if (!once || said_.insert(finding.rule).second) judged.findings.push_back(std::move(finding));
  }
  for (auto& complaint : suppressions.complaints(rules)) {
    const bool wanted = std::any_of(rules.begin(), rules.end(), [&](const Rule* rule) {
      return rule->info.id == complaint.rule;
    });
    if (!wanted) continue;
    complaint.fingerprint = fingerprint(
        complaint.rule, tokens_of(judged.input.script->text(complaint.span)), tokens_of({}));
    judged.findings.push_back(std::move(complaint));
  }
  for (auto& finding : judged.findings) {
    const auto asked = file.chosen->severities.find(finding.rule);
    if (asked != file.chosen->severities.end()) finding.severity = asked->second;
  }
  std::stable_sort(judged.findings.begin(), judged.findings.end(),
                   [](const Finding& a, const Finding& b) {
                     return std::tie(a.span.offset, a.rule) < std::tie(b.span.offset, b.rule);
                   });
  tell_apart(judged.findings);
  if (!options_.known) return;
  judged.suppressed += std::erase_if(judged.findings, [&](const Finding& finding) {
    return options_.known(judged.input.path, finding);
  });
}

}  // namespace pgstage::lint
