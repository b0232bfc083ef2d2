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

/// Finds the fingerprints of a file's findings, and the tokens of a statement once for all of its
/// own.
class Fingerprints {
 public:
  explicit Fingerprints(const sql::Script& script) : script_(script) {}

  std::string of(const Verdict& verdict) {
    const auto& [finding, unless, statement] = verdict;
    const auto found = script_.text(finding.span);
    if (statement == nullptr) {
      return fingerprint(finding.rule, tokens_of({}), tokens_of(found));
    }
    if (statement != statement_) {
      statement_ = statement;
      tokens_ = tokens_of(*statement);
    }
    return fingerprint(finding.rule, tokens_, found == *statement ? tokens_ : tokens_of(found));
  }

 private:
  const sql::Script& script_;
  std::shared_ptr<const std::string> statement_;
  std::string tokens_;
};

const std::shared_ptr<const std::string>& text_of(const Context& context) {
  auto& text = context.noted.text;
  if (text == nullptr) {
    text = std::make_shared<const std::string>(context.script.text(context.statement.span()));
  }
  return text;
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

Verdict Verdicts::verdict_of(const Rule& rule, const Findings::Draft& draft,
                             const effects::Effects& effects, const Context& context,
                             std::size_t statement) {
  auto finding = made_of(rule, draft);
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
  return {std::move(finding), draft.unless, text_of(context)};
}

void Verdicts::take(Verdict verdict, const Context& context) {
  // A transaction of one statement goes on to do nothing.
  const bool alone = verdict.unless && verdict.unless->until == Unless::Until::Transaction &&
                     !context.in_transaction();
  if (alone) verdict.unless.reset();
  files_.back().verdicts.push_back(std::move(verdict));
}

void Verdicts::take(const Rule& rule, const Findings::Draft& draft) {
  files_.back().verdicts.push_back({made_of(rule, draft), {}, nullptr});
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
    const auto& judged = report_.files[files_.front().index];
    telling_.file_ends(
        judged, [this, file = std::move(files_.front())]() mutable { complete(std::move(file)); });
  }
}

/// Suppressions first, so that an ignored finding does not use up what is said only once.
void Verdicts::complete(File file) {
  const auto& rules = file.chosen->rules;
  if (rules.empty()) return;
  if (options_.each_file) said_.clear();
  auto& judged = report_.files[file.index];
  Fingerprints fingerprints(*judged.input.script);
  Suppressions suppressions(*judged.input.script, options_.today);
  for (auto& verdict : file.verdicts) {
    auto& finding = verdict.finding;
    if (suppressions.silences(finding)) {
      ++judged.suppressed;
      continue;
    }
    const bool once = find_rule(finding.rule)->info.once_per_run;
    if (once && !said_.insert(finding.rule).second) continue;
    finding.fingerprint = fingerprints.of(verdict);
    judged.findings.push_back(std::move(finding));
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
