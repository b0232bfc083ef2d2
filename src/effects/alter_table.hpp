// The actions of ALTER TABLE that do more than take their lock.
#pragma once

#include "builder.hpp"

namespace pgstage::effects {

void describe_add_column(Builder& out, const QualifiedName& table, const sql::AlterAction& action);
void describe_drop_column(Builder& out, const QualifiedName& table, const sql::AlterAction& action);
void describe_drop_default(Builder& out, const QualifiedName& table,
                           const sql::AlterAction& action);
void describe_change_type(Builder& out, const QualifiedName& table, const sql::AlterAction& action);
void describe_set_not_null(Builder& out, const QualifiedName& table,
                           const sql::AlterTable& statement, const sql::AlterAction& action);
void describe_add_constraint(Builder& out, const QualifiedName& table,
                             const sql::AlterTable& statement, const sql::AlterAction& action);
void describe_validate(Builder& out, const QualifiedName& table, const sql::AlterTable& statement,
                       const sql::AlterAction& action);
void describe_drop_constraint(Builder& out, const QualifiedName& table,
                              const sql::AlterAction& action);
void describe_attach(Builder& out, const QualifiedName& table, const sql::AlterAction& action);
void describe_detach(Builder& out, const QualifiedName& table, const sql::AlterAction& action);

/// Whether a valid constraint proves the column to hold no NULL, so that SET NOT NULL and PRIMARY
/// KEY USING INDEX need not read the table: from 12 on (release notes, 12), and only a constraint
/// that the same statement does not drop.
bool proved_not_null(const Builder& out, const QualifiedName& table, std::string_view column,
                     const sql::AlterTable& statement);

}  // namespace pgstage::effects
