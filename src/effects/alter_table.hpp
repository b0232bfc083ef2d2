// The actions of ALTER TABLE that do more than take their lock.
#pragma once

#include "builder.hpp"

namespace pgstage::effects {

/// One action and what it stands in.
struct Alteration {
  Builder& out;
  QualifiedName table;
  const sql::AlterTable& statement;
  const sql::AlterAction& action;

  /// null when not known.
  const catalog::Relation* relation() const { return out.relation(table); }
  bool is_partitioned() const;
  bool has_children() const;
};

/// The column, which has to be there unless the same statement adds it; null when it is not known.
const catalog::Column* own_column(const Alteration& at, std::string_view name);

/// Whether the same statement drops the constraint, or a column of it, which it does before all
/// else.
bool drops_constraint(const Alteration& at, std::string_view name);

/// The same of a column.
bool drops_column(const Alteration& at, std::string_view name);

/// The same of the default of a column.
bool drops_default(const Alteration& at, std::string_view column);

void describe_add_column(const Alteration& at);
void describe_drop_column(const Alteration& at);
void describe_change_type(const Alteration& at);
void describe_default(const Alteration& at);
void describe_expression(const Alteration& at);
void describe_identity(const Alteration& at);
void describe_set_not_null(const Alteration& at);
void describe_drop_not_null(const Alteration& at);

void describe_add_constraint(const Alteration& at);
/// UNIQUE, PRIMARY KEY and EXCLUDE.
void describe_indexed(const Alteration& at);
void describe_validate(const Alteration& at);
void describe_drop_constraint(const Alteration& at);
void describe_alter_constraint(const Alteration& at);

void describe_attach(const Alteration& at);
void describe_detach(const Alteration& at);
void describe_inherit(const Alteration& at);

/// Persistence, table space, access method, owner and what an index is chosen for.
void describe_storage(const Alteration& at);

void describe_alter_index(Builder& out, const sql::AlterTable& statement);
void describe_alter_composite(Builder& out, const sql::AlterTable& statement);

/// What only the whole tree may be told, not a part of it (42P16).
void refuse_part_of_tree(const Alteration& at);

/// Whether a valid constraint proves the column to hold no NULL, so that SET NOT NULL and PRIMARY
/// KEY USING INDEX need not read the table: from 12 on (release notes, 12).
bool proved_not_null(const Builder& out, const QualifiedName& table, std::string_view column);

/// Foreign keys of the table over the column.
std::vector<const catalog::Constraint*> keys_over(const catalog::Relation& table,
                                                  std::string_view column);

}  // namespace pgstage::effects
