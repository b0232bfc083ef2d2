// The statements of a PL/pgSQL body as they come, each with what is known of whether it runs.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "pgstage/model/span.hpp"
#include "pgstage/sql/plpgsql.hpp"

namespace pgstage::sql {

class BodyFrames {
 public:
  enum class Frame { Block, If, Case, Loop };

  struct Written {
    std::size_t offset;
    std::string sql;
  };

  bool none() const { return open_.empty(); }
  /// Of the innermost; there has to be one.
  Frame innermost() const { return open_.back().frame; }
  /// false: there are too many.
  bool open(Frame frame);
  void close();
  /// The exception handlers of the innermost block begin. false: it is none, or they had begun.
  bool handle();
  /// What follows may have been passed over.
  void leave() { left_ = true; }

  void add(std::size_t offset, std::string sql);
  /// SELECT of an expression; an empty one is nothing.
  void evaluate(std::size_t offset, std::string_view expression);
  /// EXECUTE of an expression.
  void execute(std::size_t offset, std::string_view expression);

  /// What was written elsewhere, such as the query of a cursor. false: it is too much by now.
  bool repeat(const Written& written);

  std::vector<BodyStatement> take();

 private:
  struct Open {
    Frame frame;
    std::size_t first;      ///< Statement that it holds.
    bool handling = false;  ///< Its handlers are being read.
  };

  BodyStatement::Runs runs() const;

  std::vector<BodyStatement> statements_;
  std::vector<Open> open_;
  std::vector<Span> caught_;  ///< Of the statements.
  std::size_t deciding_ = 0;  ///< Of what is open: branches and loops.
  std::size_t handling_ = 0;
  std::size_t made_ = 0;  ///< Bytes of statements that the text does not hold as they are.
  bool left_ = false;
};

}  // namespace pgstage::sql
