// What belongs to a column and is found on the server alone, as the SQL that gives it to another
// column of the same name.
#pragma once

#include <string>

#include "pgstage/model/names.hpp"
#include "pgstage/plan/plan.hpp"

namespace pgstage::plan {

/// Makes what the calls below need, beside what keeper_step() makes.
Step dresser_step();

/// What indexes, constraints and statistics over the column have that is said by their names:
/// comments, marks, and all of statistics.
std::string dress_of(const QualifiedName& table, const std::string& column);
/// What reads the column and can be bound to another of its name in its place: views, functions,
/// policies and publications.
std::string readers_of(const QualifiedName& table, const std::string& column);
/// The identity of a column with its sequence, as it stands then.
std::string identity_of(const QualifiedName& table, const std::string& column);
/// The name of the NOT NULL constraint of the column, for another one to have, where such
/// constraints have names.
std::string not_null_of(const QualifiedName& table, const std::string& column,
                        const std::string& successor);
/// SELECT that gives one column the comment, grants, statistics target and options of another, and
/// where the type stays its storage.
std::string copy_dress(const QualifiedName& table, const std::string& from, const std::string& to,
                       bool type_stays);

}  // namespace pgstage::plan
