// JSON while it is made, for reports of any length: nothing of it is kept. Documents that are also
// read, such as plans, are nlohmann_json's; building a report that way took half of the time and a
// quarter of the memory of `effects` on 80,000 statements.
#pragma once

#include <memory>
#include <ostream>
#include <string_view>

namespace pgstage::report {

/// Writes indented JSON to a stream, which it borrows. The caller sees to it that objects hold
/// names and values by turns. Text that is no UTF-8 has U+FFFD in the place of what is wrong.
class JsonWriter {
 public:
  explicit JsonWriter(std::ostream& out);
  ~JsonWriter();
  JsonWriter(const JsonWriter&) = delete;
  JsonWriter& operator=(const JsonWriter&) = delete;

  JsonWriter& name(std::string_view name);
  void begin_object();
  void end_object();
  void begin_array();
  void end_array();
  void text(std::string_view text);
  void number(std::size_t number);
  void truth(bool value);
  void null();
  /// The document is whole: its last line is ended and all of it handed over.
  void finish();

 private:
  class Buffer;
  struct Parts;
  std::unique_ptr<Parts> parts_;
};

}  // namespace pgstage::report
