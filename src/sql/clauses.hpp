// The grammar gives a clause no end and an ALTER TABLE action no place at all; tokens do.
#pragma once

#include <string_view>
#include <vector>

#include "pgstage/model/span.hpp"

namespace pgstage::sql {

/// The expression of the clause that begins at `begin`: behind DEFAULT, USING, WHERE or `=`,
/// inside the parentheses of CHECK and GENERATED … AS. It ends at `end`, or where the tokens end it
/// when that is 0.
std::string_view clause_text(std::string_view text, std::size_t begin, std::size_t end);

/// The expression that DEFAULT, USING, WHERE or `=` introduces and whose leftmost part stands at
/// `anchor`, in the statement that begins at `statement`.
std::string_view located_clause_text(std::string_view text, std::size_t statement,
                                     std::size_t anchor);

/// One item of a list that is in parentheses or separated by commas, from `begin` to `end` or, when
/// that is 0, to where the item ends.
std::string_view item_text(std::string_view text, std::size_t begin, std::size_t end);

/// Where each action of an ALTER TABLE (or INDEX, VIEW, SEQUENCE) stands, in order.
std::vector<Span> alter_actions(std::string_view text, Span statement);

}  // namespace pgstage::sql
