// What a statement overwrites is often known to the server alone: a comment, who may do what, the
// body of a function. The step keeps it, as the SQL that brings it back, and its undo runs that.
#pragma once

#include <string>

#include "pgstage/model/names.hpp"
#include "pgstage/plan/plan.hpp"

namespace pgstage::plan {

/// Makes what the calls below need, where the journal is. The first step of a plan that keeps
/// anything; it stays, since other plans may use it by then.
Step keeper_step();

/// SELECT that keeps a definition, before the statement and in its transaction. The key is unique
/// in the plan.
std::string keep_definition(const std::string& key, const std::string& definition);
/// SELECT that brings it back.
std::string restore_definition(const std::string& key);

// Definitions: SQL expressions for the statements that bring something back.

std::string comment_on_column(const QualifiedName& relation, const std::string& column);
std::string comment_on_table(const QualifiedName& table);
/// The rights of everybody but the owner, on the relation and on its columns.
std::string grants_on(const QualifiedName& relation);
/// `signature`: `public.f(integer)`. Where there is none, it is taken away.
std::string function_definition(const std::string& signature);
/// With owner, rights and comment. NULL where there is none.
std::string routine_definition(const std::string& signature);
std::string trigger_definition(const QualifiedName& table, const std::string& trigger);
std::string policy_definition(const QualifiedName& table, const std::string& policy);
/// `alter_owner`: `ALTER TABLE public.users`. `where`: which row of pg_constraint it is; NULL where
/// none is.
std::string constraint_definition(const std::string& alter_owner, const std::string& where);
/// With options, triggers, rights and comments. `in_place`: the columns stay, so nothing has to be
/// dropped.
std::string view_definition(const QualifiedName& view, bool in_place);

}  // namespace pgstage::plan
