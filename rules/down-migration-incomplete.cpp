#include <algorithm>
#include <string>
#include <vector>

#include "pgstage/lint/migration.hpp"
#include "pgstage/lint/words.hpp"

namespace pgstage::rules {
namespace {

using catalog::Catalog;
using catalog::Relation;

/// What the way back leaves other than it was, in words.
class Comparison {
 public:
  Comparison(const Catalog& before, const Catalog& after) : before_(before), after_(after) {}

  std::vector<std::string> differences() {
    for (const auto* relation : after_.relations()) {
      if (relation->known && before_.relation(relation->name) == nullptr) {
        out_.push_back(lint::relation_words(relation->name, after_) + " is left");
      }
    }
    for (const auto* relation : before_.relations()) {
      const auto* now = after_.relation(relation->name);
      if (now == nullptr) {
        out_.push_back(lint::relation_words(relation->name, before_) + " is gone");
      } else if (now != relation && relation->known) {
        compare(*relation, *now);
      }
    }
    return std::move(out_);
  }

 private:
  void compare(const Relation& before, const Relation& after) {
    const auto of_it = " of " + lint::table_words(before.name);
    compare_named(before.columns, after.columns, "column", of_it);
    compare_named(before.constraints, after.constraints, "constraint", of_it);
    compare_named(before.indexes, after.indexes, "index", of_it);
    compare_named(before.triggers, after.triggers, "trigger", of_it);
    for (const auto& column : before.columns) {
      const auto* now = after.column(column.name);
      if (now == nullptr) continue;
      if (!(now->type == column.type)) {
        out_.push_back("column \"" + column.name + "\"" + of_it + " keeps its new type");
      } else if (now->not_null != column.not_null) {
        out_.push_back("column \"" + column.name + "\"" + of_it +
                       (now->not_null ? " stays NOT NULL" : " stays nullable"));
      }
    }
  }

  template <class Items>
  void compare_named(const Items& before, const Items& after, const std::string& kind,
                     const std::string& of_it) {
    const auto has = [](const Items& items, const std::string& name) {
      return std::any_of(items.begin(), items.end(),
                         [&](const auto& each) { return each.name == name; });
    };
    for (const auto& each : before) {
      if (!has(after, each.name))
        out_.push_back(kind + " \"" + each.name + "\"" + of_it + " is gone");
    }
    for (const auto& each : after) {
      if (!has(before, each.name))
        out_.push_back(kind + " \"" + each.name + "\"" + of_it + " is left");
    }
  }

  const Catalog& before_;
  const Catalog& after_;
  std::vector<std::string> out_;
};

void check(const lint::WayBack& way, lint::Findings& out) {
  const auto differences = Comparison(way.before, way.after).differences();
  if (differences.empty()) return;
  std::string message = "the way back does not undo it: " + differences.front();
  if (differences.size() > 1) {
    message += ", and " + std::to_string(differences.size() - 1) + " more";
  }
  out.add({.span = way.script.statements().front().span(), .message = std::move(message)});
}

}  // namespace

extern const lint::Rule down_migration_incomplete = {
    .info =
        {
            .id = "down-migration-incomplete",
            .title = "the down script does not undo the migration",
            .severity = Severity::Warning,
            .category = lint::Category::History,
            .group = lint::Group::Design,
            .why =
                "Both scripts were replayed, one behind the other, and the schema is not what it "
                "was. After such a way back the migration fails when it is run again, or the older "
                "release meets a schema that it does not know.",
            .instead =
                "Undo each statement of the migration in the opposite order, or let pgstage plan "
                "it: the undo of each step is proved on a throwaway server.",
            .fine = "What is left does no harm to the older release, and the migration copes with "
                    "it.",
            .source = "both scripts, replayed",
            .aliases = "down-does-not-undo",
        },
    .check_way_back = check,
};

}  // namespace pgstage::rules
