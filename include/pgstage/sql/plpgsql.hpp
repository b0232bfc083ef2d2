#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace pgstage::sql {

/// One thing that the body of a DO, function or procedure has the server run.
struct BodyStatement {
  enum class Runs {
    Always,   ///< Whenever the body does.
    Perhaps,  ///< A branch or loop, or an exit before it, decides.
    OnError,  ///< It stands in an exception handler.
  };

  std::size_t offset = 0;  ///< In the body.
  std::string sql;         ///< To be parsed. An expression is a SELECT of it; INTO is cut out.
  Runs runs = Runs::Always;
  bool caught = false;  ///< A handler of its block may catch its failure.
  /// The server checks its syntax when it runs and not before: it comes from EXECUTE.
  bool dynamic = false;
  /// false: what EXECUTE is given is not made of constants; `sql` is what computes it.
  bool known = true;
};

struct Body {
  std::vector<BodyStatement> statements;  ///< In the order of the text.
  bool whole = true;                      ///< false: some of it could not be read.
};

/// What a body of LANGUAGE plpgsql or sql runs, every branch of it. Takes any bytes; a body in
/// another language is not whole.
///
/// It is our own reader and not pg_query_parse_plpgsql(): without a catalog that one (15-4.2.0)
/// does not know the type of a variable, and so refuses the whole of a body for every OPEN or FOR
/// over a cursor, for an assignment to a field of a row or record, for RETURN NEXT with OUT
/// parameters, and for BEGIN ATOMIC inside. It tells lines and no offsets.
Body read_body(std::string_view language, std::string_view text);

/// The body in the new style of a CREATE FUNCTION, as a script of LANGUAGE sql: what stands between
/// BEGIN ATOMIC and END, or behind RETURN.
std::string standard_body(std::string_view create_function);

}  // namespace pgstage::sql
