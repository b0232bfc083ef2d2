// Statements that only a newer grammar than the linked one reads. Their text is made over, place
// by place and without moving anything, into a form that the linked grammar knows; what that form
// cannot say is marked at the place where it was said.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace pgstage::sql {

struct NewerSyntax {
  enum class Feature {
    VirtualColumn,      ///< GENERATED ALWAYS AS (…) [VIRTUAL], read as a default.
    NotNullConstraint,  ///< [CONSTRAINT name] NOT NULL column, read as a check.
    NotEnforced,
    Enforced,
    NoInherit,
    Inherit,
    SetExpression,  ///< ALTER COLUMN … SET EXPRESSION, read as SET DEFAULT.
    WithoutOverlaps,
    Only,  ///< VACUUM and ANALYZE ONLY.
  };

  struct Mark {
    Feature feature;
    std::size_t offset;  ///< In the file.
  };

  std::string text;
  std::vector<Mark> marks;
  int since = 0;          ///< The first major whose grammar reads it.
  std::string refusal;    ///< The SQLSTATE with which that grammar refuses it all the same.
  std::string_view file;  ///< The text that the marks' offsets count in.

  bool has(Feature feature, std::size_t begin, std::size_t end) const;
};

/// Nothing when there is nothing newer in it. `base` is where the statement stands in the file.
/// A constraint of a column takes no NOT VALID, which is the nearest to NOT ENFORCED for one of a
/// table; so the two are to be tried one after the other.
std::optional<NewerSyntax> understand(std::string_view statement, std::size_t base,
                                      bool column_constraints);

}  // namespace pgstage::sql
