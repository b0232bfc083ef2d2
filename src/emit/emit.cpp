#include "pgstage/emit/emit.hpp"

#include <algorithm>
#include <cctype>
#include <map>

#include <fmt/format.h>

#include "pgstage/model/lock_mode.hpp"

#include "as_sql.hpp"
#include "units.hpp"

namespace pgstage::emit {
namespace {

using source::Alone;
using source::Framework;
using source::Naming;

std::string on_one_line(std::string text) {
  std::replace(text.begin(), text.end(), '\n', ' ');
  return text;
}

/// What the migration is called behind its version: `status` of `0042_status` or `V42__status`.
std::string subject_of(const plan::Plan& plan) {
  if (plan.sources.empty()) return "plan";
  std::string_view id = plan.sources.back().migration;
  constexpr std::string_view kVersion = "0123456789.-_";
  const auto digits = id.find_first_of("0123456789");
  const bool has_version = digits == 0 || (digits == 1 && id.front() == 'V');
  const auto begin = has_version ? id.find_first_not_of(kVersion, digits) : 0;
  std::string out{begin == std::string_view::npos ? "plan" : id.substr(begin)};
  for (auto& c : out) {
    if (std::isalnum(static_cast<unsigned char>(c)) == 0 && c != '-') c = '_';
  }
  return out;
}

bool has_version(const Naming& naming) { return naming.last.find_first_of("0123456789") <= 1; }

/// `1-expand-and-migrate`: the folder of each deploy; nothing where there is but one.
std::vector<std::string> folders_of(const std::vector<Unit>& units) {
  const auto last = units.empty() ? 0 : units.back().deploy;
  std::vector<std::string> out(last + 1);
  if (last == 0) return out;
  for (std::size_t i = 0; i <= last; ++i) {
    std::string phases;
    std::string_view before;
    for (const auto& unit : units) {
      const auto phase = to_string(unit.phase);
      if (unit.deploy != i || phase == before) continue;
      phases += (phases.empty() ? "" : "-and-") + std::string{phase};
      before = phase;
    }
    out[i] = fmt::format("{}-{}/", i + 1, phases);
  }
  return out;
}

class Emitter {
 public:
  Emitter(const plan::Plan& plan, const Framework& framework, const Naming& naming)
      : plan_(plan), framework_(framework), naming_(naming), units_(cut(plan, framework.alone)) {
    for (const auto& unit : units_) ++in_phase_[unit.phase];
  }

  Emission run() {
    const auto folders = folders_of(units_);
    Emission out{.files = {}, .warnings = plan_.warnings};
    for (std::size_t i = 0; i < units_.size(); ++i) {
      for (auto& file : framework_.write(migration(i), naming_)) {
        file.path.insert(0, folders[units_[i].deploy]);
        out.files.push_back(std::move(file));
      }
    }
    return out;
  }

  /// What each deploy runs, in order.
  std::vector<std::string> deploys() {
    std::vector<std::string> out(units_.empty() ? 0 : units_.back().deploy + 1);
    for (std::size_t i = 0; i < units_.size(); ++i) {
      for (const auto& file : framework_.write(migration(i), naming_)) {
        auto& deploy = out[units_[i].deploy];
        deploy += (deploy.empty() ? "" : "\n") + file.text;
      }
    }
    return out;
  }

 private:
  source::NewMigration migration(std::size_t index) {
    auto& unit = units_[index];
    const int part = ++done_[unit.phase];
    const int parts = in_phase_[unit.phase];
    std::string name{to_string(unit.phase)};
    if (has_version(naming_)) name = subject_of(plan_) + "_" + name;
    if (parts > 1) name += fmt::format("_{}", part);
    return {.version = framework_.version(naming_, static_cast<int>(index) + 1),
            .name = std::move(name),
            .head = head(index, part, parts),
            .up = std::move(unit.up),
            .down = std::move(unit.down)};
  }

  std::vector<std::string> head(std::size_t index, int part, int parts) const {
    const auto& unit = units_[index];
    std::vector<std::string> out;
    std::string from;
    for (const auto& source : plan_.sources) {
      from += (from.empty() ? "" : ", ") + on_one_line(source.migration);
    }
    const auto count = parts > 1 ? fmt::format(", {} of {}", part, parts) : std::string{};
    out.push_back(
        fmt::format("Plan {} for {}: {}{}.", plan_.id, from, to_string(unit.phase), count));
    if (index == 0) {
      for (const auto& warning : plan_.warnings) out.push_back("Warning: " + on_one_line(warning));
    }
    out.push_back(fmt::format("pgstage:phase {}", to_string(unit.phase)));
    if (unit.gate != nullptr) {
      out.push_back("pgstage:gate " + on_one_line(unit.gate->says));
      for (const auto& check : unit.gate->checks) {
        out.push_back("checked: " + on_one_line(check.says));
      }
    }
    if (index == 0) {
      for (const auto& each : plan_.accepted_differences) {
        out.push_back("pgstage:accept " + on_one_line(each));
      }
    }
    if (index + 1 == units_.size() && keeps_definitions()) {
      out.emplace_back(
          "Behind this, when no other plan is under way, schema pgstage may be dropped.");
    }
    if (!unit.up.transaction) add_how_it_runs(unit, out);
    return out;
  }

  /// In functions and a table of ours, which stay.
  bool keeps_definitions() const {
    return std::any_of(plan_.phases.begin(), plan_.phases.end(), [](const auto& phase) {
      return std::any_of(phase.steps.begin(), phase.steps.end(), [](const auto& step) {
        return std::any_of(step.sql.begin(), step.sql.end(), [](const auto& sql) {
          return sql.find("CREATE SCHEMA pgstage;") != std::string::npos;
        });
      });
    });
  }

  void add_how_it_runs(const Unit& unit, std::vector<std::string>& out) const {
    out.emplace_back("Runs outside a transaction.");
    if (framework_.alone == Alone::Statements) {
      out.emplace_back("If it fails, run it again: what is done is passed over or done anew.");
    } else if (unit.steps.front()->kind == plan::StepKind::Backfill) {
      out.emplace_back("If it fails, run it again: what is done is passed over.");
    } else {
      for (const auto& undo : unit.steps.front()->undo) {
        out.push_back("If it fails, first run: " + on_one_line(undo) + ";");
      }
    }
    if (!framework_.caution.empty()) out.emplace_back(framework_.caution);
  }

  const plan::Plan& plan_;
  const Framework& framework_;
  const Naming& naming_;
  std::vector<Unit> units_;
  std::map<plan::PhaseName, int> in_phase_;
  std::map<plan::PhaseName, int> done_;
};

/// In psql's own words, so that nothing runs by mistake: a deploy that is there has to be named.
std::string asks_which(std::size_t deploys) {
  std::string numbers;
  for (std::size_t i = 1; i <= deploys; ++i) numbers += fmt::format("{}'{}'", i > 1 ? ", " : "", i);
  return fmt::format(
      "\\if :{{?deploy}}\n\\else\n\\set deploy ''\n\\endif\n"
      "SELECT :'deploy' NOT IN ({}) AS pgstage_unsaid \\gset\n"
      "\\if :pgstage_unsaid\n{};\n\\endif\n",
      numbers,
      refuse("it is not said which deploy is to be run",
             fmt::format("Give psql -v deploy=1, and so on up to {}.", deploys)));
}

}  // namespace

std::string as_script(const plan::Plan& plan) {
  const Naming naming;
  const auto deploys = Emitter(plan, **source::framework_named("plain"), naming).deploys();
  auto out = fmt::format("-- Plan {} for PostgreSQL {}, for psql.\n", plan.id, plan.pg_version);
  if (deploys.empty()) return out + "-- There is nothing to do.\n";
  out += "\\set ON_ERROR_STOP on\n";
  if (deploys.size() == 1) return out + "\n" + deploys.front();
  out += asks_which(deploys.size());
  for (std::size_t i = 0; i < deploys.size(); ++i) {
    out += fmt::format(
        "\nSELECT :'deploy' = '{}' AS pgstage_now \\gset\n\\if :pgstage_now\n{}\\endif\n", i + 1,
        deploys[i]);
  }
  return out;
}

Result<Emission> emit(const plan::Plan& plan, const Framework& framework, const Naming& naming) {
  if (framework.write == nullptr) {
    return input_error(
        fmt::format("a plan cannot be written for {}: {}", framework.name, framework.caution),
        "Emit it with --framework plain and run that with psql, or carry the plan out with "
        "\"pgstage apply\".");
  }
  return Emitter(plan, framework, naming).run();
}

}  // namespace pgstage::emit
