#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "language.hpp"

namespace pgstage::source::code {

struct Argument {
  std::size_t begin = 0;
  std::size_t end = 0;
  std::string_view name;  ///< Where it is given by name.
};

/// What a call calls: `op.get_bind().execute`.
struct Callee {
  std::string name;
  std::size_t first = 0;  ///< The token that it begins with.
};

struct Call {
  Callee callee;
  std::vector<Argument> arguments;
};

/// The chain of names that a name ends.
Callee callee_at(const Code& code, std::size_t name);

/// Where the arguments of a call by this name begin; 0 when it is none. A string that is the
/// name's template is its only argument.
std::size_t arguments_begin(const Code& code, const Language& language, std::size_t name);
std::vector<Argument> arguments_of(const Code& code, std::size_t begin);

/// Whether a callee is what a pattern says: `op.*`, `*.execute`.
bool fits(std::string_view callee, std::string_view pattern);

}  // namespace pgstage::source::code
