#include "together.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "kept_definition.hpp"
#include "new_parent.hpp"
#include "pieces.hpp"
#include "remade.hpp"
#include "steps.hpp"
#include "swap_index.hpp"
#include "swap_view.hpp"
#include "words_of.hpp"

namespace pgstage::plan {
namespace {

/// How a trigger or policy is told from others of its table, too.
const std::string& short_name(const Remade& object) {
  const bool has_table =
      object.object == sql::ObjectKind::Trigger || object.object == sql::ObjectKind::Policy;
  return has_table ? object.part : object.name.name;
}

void advance(catalog::Replay& replay, const sql::Script& script, const sql::Statement& statement) {
  replay.advance(statement.view(), script, statement.span());
}

/// Finds the statements of one transaction, and its place.
class Gatherer {
 public:
  Gatherer(const Batch& batch, std::size_t first) : batch_(batch), first_(first) {}

  Result<std::optional<Together>> run() {
    if (!find_pairs()) return std::optional<Together>{};
    auto late = at_the_last();
    if (first_is_swapped_ && (!late || late->statements.size() != 2)) {
      return std::optional<Together>{};
    }
    if (late) return late;
    if (works_at_the_first()) return std::optional{Together{first_, pairs()}};
    return refuse();
  }

 private:
  const sql::Statement& statement(std::size_t i) const { return batch_.script.statements()[i]; }

  /// Those that take away, and those that make anew.
  std::vector<std::size_t> pairs() const {
    std::vector<std::size_t> out(takers_.begin(), takers_.end());
    out.insert(out.end(), makers_.begin(), makers_.end());
    std::sort(out.begin(), out.end());
    return out;
  }
  bool in_pairs(std::size_t i) const { return takers_.contains(i) || makers_.contains(i); }
  std::size_t last() const { return *makers_.rbegin(); }

  bool find_pairs() {
    catalog::Replay replay = batch_.before;
    std::vector<Remade> gone;
    const auto count = batch_.script.statements().size();
    for (std::size_t i = first_; i < count && (i == first_ || !gone.empty()); ++i) {
      const auto& each = statement(i);
      const auto taken = taken_away(batch_.script, each, replay, batch_.version);
      if (i == first_ && taken.empty()) return false;
      const bool swapped = !taken.empty() && is_swapped(taken.front());
      const bool alone = i == first_ || !(swapped || first_is_swapped_);
      if (i == first_) first_is_swapped_ = swapped;
      if (!taken.empty() && alone && made_later(taken, i, replay)) {
        takers_.insert(i);
        gone.insert(gone.end(), taken.begin(), taken.end());
      }
      const auto made = made_by(each.view(), replay);
      const auto found = made ? std::find(gone.begin(), gone.end(), *made) : gone.end();
      if (found != gone.end()) {
        makers_.insert(i);
        short_names_.insert(short_name(*found));
        gone.erase(found);
      }
      advance(replay, batch_.script, each);
    }
    return takers_.contains(first_) && gone.empty();
  }

  /// Every one of them; else they are simply dropped.
  bool made_later(std::vector<Remade> taken, std::size_t from, catalog::Replay replay) const {
    for (auto i = from; i < batch_.script.statements().size() && !taken.empty(); ++i) {
      if (const auto made = made_by(statement(i).view(), replay)) std::erase(taken, *made);
      advance(replay, batch_.script, statement(i));
    }
    return taken.empty();
  }

  bool fails(std::size_t i, catalog::Replay replay) const {
    for (const auto& piece : pieces_of(batch_.script, statement(i), replay)) {
      const auto effects = effects::analyze(statement(i), piece.view, replay, batch_.version);
      if (effects.fails && !effects.fails->needs_rows) return true;
      replay.advance(piece.view, batch_.script, statement(i).span());
    }
    return false;
  }

  /// Whether it is one short step, that nobody notices, where all is gone that is taken away.
  bool fits_in(std::size_t i, catalog::Replay gone) const {
    const Origin nowhere;
    for (const auto& piece : pieces_of(batch_.script, statement(i), gone)) {
      catalog::Replay after = gone;
      after.advance(piece.view, batch_.script, statement(i).span());
      const Change change{
          batch_.script,  statement(i),
          piece.view,     gone,
          after,          effects::analyze(statement(i), piece.view, gone, batch_.version),
          batch_.version, piece.text,
          nowhere,        0,
          batch_.around};
      Draft draft;
      if (!batch_.write(change, draft) || draft.entries().size() != 1) return false;
      const auto& entry = draft.entries().front();
      const bool short_step = entry.phase == PhaseName::Expand &&
                              entry.step.kind == StepKind::Sql && entry.step.transaction &&
                              !entry.step.undo.empty();
      if (!short_step) return false;
      gone = after;
    }
    return true;
  }

  /// What is in between runs before, or inside where it has to.
  std::optional<Together> at_the_last() {
    catalog::Replay there = batch_.before;
    catalog::Replay gone = batch_.before;
    Together out{last(), {}};
    Words inside;  // What the statements of the transaction have in hand.
    for (auto i = first_; i <= last(); ++i) {
      const auto words = words_of(batch_.script.text(statement(i).span()));
      const bool touches = std::any_of(inside.begin(), inside.end(),
                                       [&](const auto& word) { return words.contains(word); });
      if (in_pairs(i)) {
        out.statements.push_back(i);
        if (makers_.contains(i)) inside.merge(Words{short_names_});
      } else if (!touches && !fails(i, there)) {
        advance(there, batch_.script, statement(i));
      } else if (fits_in(i, gone)) {
        out.statements.push_back(i);
        for (const auto& name : tables_of(i, gone)) inside.insert(name);
      } else {
        in_the_way_ = i;
        return std::nullopt;
      }
      advance(gone, batch_.script, statement(i));
    }
    return out;
  }

  Words tables_of(std::size_t i, const catalog::Replay& before) const {
    Words out;
    const auto effects =
        effects::analyze(statement(i), statement(i).view(), before, batch_.version);
    for (const auto& lock : effects.locks) out.insert(lock.relation.name);
    return out;
  }

  /// What is in between runs behind.
  bool works_at_the_first() const {
    catalog::Replay replay = batch_.before;
    Words needed;
    for (const auto i : pairs()) {
      if (fails(i, replay)) return false;
      if (makers_.contains(i)) needed.merge(words_of(batch_.script.text(statement(i).span())));
      advance(replay, batch_.script, statement(i));
    }
    for (auto i = first_; i <= last(); ++i) {
      if (in_pairs(i)) continue;
      if (fails(i, replay)) return false;
      const auto fresh = new_names(i, replay);
      const bool used = std::any_of(fresh.begin(), fresh.end(),
                                    [&](const auto& name) { return needed.contains(name); });
      if (used) return false;
      advance(replay, batch_.script, statement(i));
    }
    return true;
  }

  Words new_names(std::size_t i, const catalog::Replay& before) const {
    const auto view = statement(i).view();
    const auto effects = effects::analyze(statement(i), view, before, batch_.version);
    Words out;
    for (const auto& created : effects.creates) out.merge(words_of(created));
    if (const auto* rename = std::get_if<sql::Rename>(&view)) out.emplace(rename->new_name);
    if (const auto made = made_by(view, before)) out.insert(short_name(*made));
    catalog::Replay after = before;
    advance(after, batch_.script, statement(i));
    for (const auto& lock : effects.locks) {
      const auto* old_one = before.catalog().relation(lock.relation);
      const auto* new_one = after.catalog().relation(lock.relation);
      if (old_one == nullptr || new_one == nullptr) continue;
      for (const auto& column : new_one->columns) {
        if (old_one->column(column.name) == nullptr) out.insert(column.name);
      }
    }
    return out;
  }

  Result<std::optional<Together>> refuse() const {
    const auto line = [&](std::size_t i) {
      return batch_.script.lines().position(statement(i).span().offset).line;
    };
    return input_error(
        fmt::format("line {} can only be run while what is dropped here is gone, and it is more "
                    "than a moment's work, so that others would miss it until line {}",
                    line(in_the_way_), line(last())),
        "Plan three deploys: make it anew without what changes, change that, and make it as it "
        "is to be.");
  }

  const Batch& batch_;
  std::size_t first_ = 0;
  std::set<std::size_t> takers_;
  std::set<std::size_t> makers_;
  Words short_names_;  ///< Of what is made anew.
  std::size_t in_the_way_ = 0;
  bool first_is_swapped_ = false;
};

/// What one of the statements does in the transaction.
struct Member {
  std::vector<std::string> sql;
  std::vector<std::string> undo;
};

Member take_away(const Change& part, const std::vector<Remade>& objects) {
  Member out;
  for (const auto& object : objects) {
    const auto key = fmt::format("{}:{}:{}", part.origin.path, part.number, words(object));
    out.sql.push_back(keep_definition(key, definition(object)));
    out.undo.push_back(restore_definition(key));
  }
  out.sql.push_back(part.text);
  return out;
}

std::string gate_for(const effects::Broken& broken) {
  const auto object =
      broken.part.empty() ? broken.relation.sql() : column_object(broken.relation, broken.part);
  if (broken.what == effects::Broken::What::Gone) {
    return fmt::format("deploy code that does not use {}", object);
  }
  return fmt::format("deploy code that takes {} as it is and as it will be", object);
}

}  // namespace

Result<std::optional<Together>> together_from(const Batch& batch, std::size_t first) {
  if (auto found = new_parent_from(batch, first)) return found;
  return Gatherer(batch, first).run();
}

effects::Effects as_one(const std::vector<Change>& parts) {
  effects::Effects out;
  out.kind = parts.back().effects.kind;
  const auto& before = parts.front().before;
  for (const auto& part : parts) {
    for (const auto& lock : part.effects.locks) {
      if (before.catalog().relation(lock.relation) == nullptr) continue;
      const auto known = std::find_if(out.locks.begin(), out.locks.end(), [&](const auto& each) {
        return each.relation == lock.relation;
      });
      if (known == out.locks.end()) {
        out.locks.push_back(lock);
      } else {
        known->mode = std::max(known->mode, lock.mode);
      }
    }
    for (const auto& object : taken_away(part.script, part.statement, part.before, part.version)) {
      const auto broken = broken_by(object, before, parts.back().after, part.version);
      out.breaks.insert(out.breaks.end(), broken.begin(), broken.end());
    }
  }
  return out;
}

Result<void> write_together(const Batch& batch, const Change& all, const std::vector<Change>& parts,
                            Draft& out) {
  if (makes_new_parent(parts)) return write_new_parent(batch, all, parts, out);
  const auto made = made_by(parts.back().view, parts.back().before);
  if (made && is_swapped(*made)) {
    if (made->object == sql::ObjectKind::Index) {
      swap_index(all, parts.back(), out);
    } else {
      swap_materialized_view(all, parts.back(), out);
    }
    return {};
  }
  std::vector<Remade> taken;
  std::vector<Member> members;
  bool more = false;
  for (const auto& part : parts) {
    const auto objects = taken_away(part.script, part.statement, part.before, part.version);
    const auto again = made_by(part.view, part.before);
    if (!objects.empty()) {
      taken.insert(taken.end(), objects.begin(), objects.end());
      members.push_back(take_away(part, objects));
    } else if (again && std::find(taken.begin(), taken.end(), *again) != taken.end()) {
      members.push_back({{part.text}, {drop(*again)}});
    } else {
      Draft draft;
      if (auto written = batch.write(part, draft); !written) return written;
      const auto& step = draft.entries().front().step;
      members.push_back({step.sql, step.undo});
      more = true;
    }
  }
  Metadata metadata;
  std::vector<std::string> names;
  std::transform(taken.begin(), taken.end(), std::back_inserter(names), words);
  metadata.title = fmt::format("Make {} anew", fmt::join(names, " and "));
  if (more) {
    metadata.title += fmt::format(", around what cannot be done while {} there",
                                  names.size() == 1 ? "it is" : "they are");
  }
  for (auto& member : members) {
    std::move(member.sql.begin(), member.sql.end(), std::back_inserter(metadata.sql));
  }
  std::reverse(members.begin(), members.end());
  for (auto& member : members) {
    std::move(member.undo.begin(), member.undo.end(), std::back_inserter(metadata.undo));
  }
  out.keep_definitions();
  Step step = metadata_step(all, std::move(metadata));
  if (all.effects.breaks.empty()) {
    out.expand(std::move(step));
    return {};
  }
  for (const auto& broken : all.effects.breaks) out.gate(PhaseName::Contract, gate_for(broken));
  out.contract(std::move(step));
  return {};
}

}  // namespace pgstage::plan
