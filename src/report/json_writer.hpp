// JSON while it is made, for reports of any length: nothing of it is kept. Documents that are also
// read, such as plans, are nlohmann_json's; building a report that way took half of the time and a
// quarter of the memory of `effects` on 80,000 statements.
#pragma once

#include <ostream>
#include <string>
#include <string_view>
#include <vector>

namespace pgstage::report {

/// Writes indented JSON to a stream, which it borrows. The caller sees to it that objects hold
/// names and values by turns. Text that is no UTF-8 has U+FFFD in the place of what is wrong.
class JsonWriter {
 public:
  explicit JsonWriter(std::ostream& out) : out_(out) {}

  JsonWriter& name(std::string_view name);
  void begin_object() { begin('{'); }
  void end_object() { end('}'); }
  void begin_array() { begin('['); }
  void end_array() { end(']'); }
  void text(std::string_view text);
  void number(std::size_t number);
  /// To three places.
  void decimal(double number);
  void truth(bool value);
  void null();
  /// The document is whole: its last line is ended and all of it handed over.
  void finish();

 private:
  /// What stands before a value: nothing behind its name, else a comma and a new line.
  void lead();
  void new_line();
  void begin(char bracket);
  void end(char bracket);
  void quoted(std::string_view text);
  void hand_over();

  std::ostream& out_;
  std::string written_;               ///< And not handed over yet.
  std::vector<std::size_t> members_;  ///< How many each open object or array has.
  bool named_ = false;                ///< A name waits for its value.
};

}  // namespace pgstage::report
