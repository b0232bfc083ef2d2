// What a catalog holds besides relations.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "pgstage/catalog/relation.hpp"
#include "pgstage/model/names.hpp"

namespace pgstage::catalog {

/// CREATE TYPE … AS ENUM, or CREATE DOMAIN.
struct UserType {
  enum class Kind { Enum, Domain, Composite, Other };

  Kind kind = Kind::Other;
  std::vector<std::string> labels;                        ///< Enum.
  Type base;                                              ///< Domain.
  bool constrained = false;                               ///< Domain with NOT NULL or CHECK.
  Volatility default_volatility = Volatility::Immutable;  ///< Domain.
  bool has_default = false;                               ///< Domain.
  bool not_null = false;                                  ///< Domain.
  struct Check {
    std::string name;
    bool validated = true;

    bool operator==(const Check&) const = default;
  };
  std::vector<Check> checks;       ///< Domain.
  std::vector<Column> attributes;  ///< Composite.
  bool created_in_batch = false;
  /// Enum: labels whose transaction is not over yet, so that they cannot be used.
  std::set<std::string, std::less<>> uncommitted;
  bool uncommitted_itself = false;  ///< The type is of that transaction, too.

  bool operator==(const UserType&) const = default;
};

/// A function or procedure; overloads share one.
struct Function {
  struct Overload {
    std::vector<Type> arguments;
    Type returns;
    std::string language;  ///< Of the body.
    std::string body;      ///< Empty: not known.
    Volatility volatility = Volatility::Volatile;

    bool operator==(const Overload&) const = default;
  };

  Volatility volatility = Volatility::Volatile;  ///< Of the least stable overload.
  Volatility at_best = Volatility::Volatile;     ///< Of the most stable one.
  std::vector<Overload> overloads;
  bool more_overloads = false;  ///< There are some of which only the volatility is known.
  std::vector<Reads> reads;  ///< What a BEGIN ATOMIC body reads.
  bool created_in_batch = false;
  /// Runs with its owner's rights, and finds names where its caller says.
  bool exposed = false;

  bool operator==(const Function&) const = default;
};

struct Publication {
  std::vector<QualifiedName> tables;
  bool all_tables = false;

  bool operator==(const Publication&) const = default;
};

}  // namespace pgstage::catalog
