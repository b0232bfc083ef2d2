#pragma once

#include <compare>
#include <string>
#include <string_view>
#include <vector>

namespace pgstage {

/// An identifier as PostgreSQL would print it: in double quotes only where it has to be, which is
/// when it is not all lower-case letters, digits and underscores, or is a keyword that cannot stand
/// for a column (`quote_ident()` in the manual, 9.4).
std::string quote_ident(std::string_view identifier);

/// A string constant, with an E prefix when it holds a backslash (`quote_literal()`).
std::string quote_literal(std::string_view text);

/// Cuts an identifier to the 63 bytes PostgreSQL keeps, never inside a code point (4.1.1).
std::string truncate_ident(std::string_view identifier);

/// The name of a thing that lives in a schema. Both parts are the plain identifiers, unquoted.
struct QualifiedName {
  std::string schema;
  std::string name;

  /// `public.users`, each part quoted where it must be; without the schema when that is empty.
  std::string sql() const;
  /// `public.Order Items`, as PostgreSQL's messages name it inside quotes of their own.
  std::string plain() const;

  auto operator<=>(const QualifiedName&) const = default;
  bool operator==(const QualifiedName&) const = default;
};

/// Takes `public.users."Full Name"` apart into the plain identifiers.
std::vector<std::string> split_object(std::string_view dotted);

}  // namespace pgstage
