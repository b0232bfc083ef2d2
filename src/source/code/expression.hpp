#pragma once

#include "names.hpp"
#include "sql_text.hpp"

namespace pgstage::source::code {

/// What the code hands over at a place: SQL, or why nobody can say.
struct Reading {
  SqlText sql;
  std::string_view why;
  bool named = false;  ///< It is what a name was given, which stands elsewhere.
};

/// Reads strings, and what of them the language joins before it runs.
class Expressions {
 public:
  Expressions(const Code& code, const Language& language, const Names& names,
              const std::vector<bool>& way_back)
      : code_(code), language_(language), names_(names), way_back_(way_back) {}

  Reading read(std::size_t begin, std::size_t end) const;

 private:
  struct At {
    std::size_t token = 0;
    std::size_t end = 0;
    int depth = 0;       ///< Of parentheses and names.
    bool value = false;  ///< Of a name: its end is not known before.
  };
  bool terms(At& at, Reading& out) const;
  bool term(At& at, Reading& out) const;
  bool string(At& at, Reading& out) const;
  bool name(At& at, Reading& out) const;
  bool ends(const At& at) const;
  void skip_trimming(At& at) const;
  bool is_read_from_file(const At& at) const;

  const Code& code_;
  const Language& language_;
  const Names& names_;
  const std::vector<bool>& way_back_;
};

}  // namespace pgstage::source::code
