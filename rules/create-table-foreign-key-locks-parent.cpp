#include <set>

#include "pgstage/lint/foreign_keys.hpp"
#include "pgstage/lint/rule.hpp"
#include "pgstage/lint/words.hpp"

namespace pgstage::rules {
namespace {

void check(const effects::Effects& effects, const lint::Context& context, lint::Findings& out) {
  if (effects.locks.empty() || !std::holds_alternative<sql::CreateTable>(context.view)) return;
  std::set<QualifiedName> live;
  Span first;
  for (const auto& key : lint::added_foreign_keys(context)) {
    if (key.referenced == key.table || !context.live(key.referenced)) continue;
    if (live.empty()) first = key.span;
    live.insert(key.referenced);
  }
  // Several of them are a hazard of their own name.
  if (live.size() != 1) return;
  out.add({.span = first,
           .message = "writes to " + lint::table_words(*live.begin()) +
                      " wait until the transaction that creates this table ends"});
}

}  // namespace

extern const lint::Rule create_table_foreign_key_locks_parent = {
    .info =
        {
            .id = "create-table-foreign-key-locks-parent",
            .title = "a new table's foreign key locks the table that it references",
            .severity = Severity::Notice,
            .category = lint::Category::Lock,
            .group = lint::Group::Policy,
            .why = "A foreign key has triggers on both tables. CREATE TABLE with REFERENCES takes "
                   "SHARE ROW EXCLUSIVE on the referenced table: writes to it wait until the "
                   "transaction ends, and the new table waits for those that are under way.",
            .instead = "Keep the transaction short and set a lock_timeout, or create the table "
                       "without the key and add it in a transaction of its own.",
            .fine = "The referenced table was made by the same deploy.",
            .source = "CREATE TABLE, REFERENCES; measured on 11 to 18",
            .aliases = "gitlab:CreateTableWithForeignKeys",
        },
    .check = check,
};

}  // namespace pgstage::rules
