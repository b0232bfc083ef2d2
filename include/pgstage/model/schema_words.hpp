#pragma once

namespace pgstage {

/// How sure a function is to give the same result again (manual, 38.7), surest first.
enum class Volatility { Immutable, Stable, Volatile };

enum class Identity { None, Always, ByDefault };
enum class Generated { None, Stored, Virtual };
enum class Persistence { Permanent, Unlogged, Temporary };
/// What ON DELETE and ON UPDATE of a foreign key ask for.
enum class ReferentialAction { NoAction, Restrict, Cascade, SetNull, SetDefault };
/// What becomes of row security: whether it is on, and whether it is for the owner, too.
enum class RowSecurity { Enable, Disable, Force, NoForce };
/// What of an old row reaches subscribers.
enum class ReplicaIdentity { Default, Full, Nothing, Index };
enum class ConstraintKind { Check, ForeignKey, Unique, PrimaryKey, Exclusion, NotNull };

}  // namespace pgstage
