// One overload a statement; the file that holds it is named after the statement or its family.
#pragma once

#include "builder.hpp"

namespace pgstage::effects {

void describe(Builder& out, const sql::CreateTable& statement);
void describe(Builder& out, const sql::AlterTable& statement);
void describe(Builder& out, const sql::CreateIndex& statement);
void describe(Builder& out, const sql::Drop& statement);
void describe(Builder& out, const sql::Rename& statement);
void describe(Builder& out, const sql::SetSchema& statement);
void describe(Builder& out, const sql::Query& statement);
void describe(Builder& out, const sql::CreateTableAs& statement);
void describe(Builder& out, const sql::CreateView& statement);
void describe(Builder& out, const sql::CreateSequence& statement);
void describe(Builder& out, const sql::AlterSequence& statement);
void describe(Builder& out, const sql::CreateSchema& statement);
void describe(Builder& out, const sql::CreateEnum& statement);
void describe(Builder& out, const sql::CreateType& statement);
void describe(Builder& out, const sql::CreateDomain& statement);
void describe(Builder& out, const sql::CreateFunction& statement);
void describe(Builder& out, const sql::Statistics& statement);
void describe(Builder& out, const sql::Publication& statement);
void describe(Builder& out, const sql::Owned& statement);
void describe(Builder& out, const sql::ServerCommand& statement);
void describe(Builder& out, const sql::Explain& statement);
void describe(Builder& out, const sql::AlterEnum& statement);
void describe(Builder& out, const sql::AlterDomain& statement);
void describe(Builder& out, const sql::CreateTrigger& statement);
void describe(Builder& out, const sql::TableObject& statement);
void describe(Builder& out, const sql::Truncate& statement);
void describe(Builder& out, const sql::Reindex& statement);
void describe(Builder& out, const sql::Cluster& statement);
void describe(Builder& out, const sql::Vacuum& statement);
void describe(Builder& out, const sql::Refresh& statement);
void describe(Builder& out, const sql::Lock& statement);
void describe(Builder& out, const sql::Copy& statement);
void describe(Builder& out, const sql::Comment& statement);
void describe(Builder& out, const sql::Do& statement);
void describe(Builder& out, const sql::Call& statement);

/// What CREATE TABLE and ADD COLUMN, ADD CONSTRAINT share: the lock on the referenced table.
void lock_referenced(Builder& out, const sql::ConstraintDefinition& constraint,
                     const QualifiedName& table);

/// Whether a SELECT names the rows of the relation through an index.
bool selects_by_index(const Builder& out, const QualifiedName& relation,
                      const sql::Expression& query);
/// Why a foreign key cannot be made. `column` is where a column constraint stands.
void refuse_foreign_key(Builder& out, const catalog::Relation* referencing,
                        const sql::ConstraintDefinition& constraint, std::string_view column);

}  // namespace pgstage::effects
