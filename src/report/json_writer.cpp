#include "json_writer.hpp"

#include <algorithm>
#include <array>
#include <string>

#include <rapidjson/prettywriter.h>

#include "pgstage/model/utf8.hpp"

namespace pgstage::report {

// RapidJSON says what these are called.
// NOLINTBEGIN(readability-identifier-naming)

/// A stream as RapidJSON wants it.
class JsonWriter::Buffer {
 public:
  using Ch = char;

  explicit Buffer(std::ostream& out) : out_(out), bytes_(kSize, '\0'), next_(bytes_.data()) {}

  void Put(char c) {
    reserve(1);
    put(c);
  }
  void Flush() {
    out_.write(bytes_.data(), next_ - bytes_.data());
    next_ = bytes_.data();
  }

  /// Room for so many bytes that put() may be called for.
  void reserve(std::size_t count) {
    if (count <= static_cast<std::size_t>(bytes_.data() + bytes_.size() - next_)) return;
    Flush();
    if (count > bytes_.size()) bytes_.resize(count);
    next_ = bytes_.data();
  }
  void put(char c) { *next_++ = c; }
  void put(std::string_view text) { next_ = std::copy(text.begin(), text.end(), next_); }
  void put(char c, std::size_t count) { next_ = std::fill_n(next_, count, c); }

 private:
  static constexpr std::size_t kSize = 65536;

  std::ostream& out_;
  std::string bytes_;
  char* next_;
};

// Found by RapidJSON in place of its own, which ask for room byte by byte.
template <class Buffer>
concept Reserving = requires(Buffer& buffer) {
  buffer.reserve(1);
};
template <Reserving Buffer>
void PutReserve(Buffer& buffer, std::size_t count) {
  buffer.reserve(count);
}
template <Reserving Buffer>
void PutUnsafe(Buffer& buffer, char c) {
  buffer.put(c);
}
template <Reserving Buffer>
void PutN(Buffer& buffer, char c, std::size_t count) {
  buffer.reserve(count);
  buffer.put(c, count);
}
// NOLINTEND(readability-identifier-naming)

/// Which bytes stand in JSON as they are, whatever is around them.
constexpr auto kPlain = [] {
  std::array<bool, 256> out{};
  for (std::size_t c = 0x20; c < 0x7F; ++c) out[c] = c != '"' && c != '\\';
  return out;
}();

bool is_plain(std::string_view text) {
  return std::all_of(text.begin(), text.end(),
                     [](char c) { return kPlain[static_cast<unsigned char>(c)]; });
}

struct JsonWriter::Parts {
  /// Copies plain text at once; that halves the cost of a report.
  class Writer : public rapidjson::PrettyWriter<Buffer> {
   public:
    using PrettyWriter::PrettyWriter;

    void plain(std::string_view text) {
      PrettyPrefix(rapidjson::kStringType);
      os_->reserve(text.size() + 2);
      os_->put('"');
      os_->put(text);
      os_->put('"');
    }
  };

  explicit Parts(std::ostream& out) : buffer(out), writer(buffer) { writer.SetIndent(' ', 2); }

  Buffer buffer;
  Writer writer;
};

JsonWriter::JsonWriter(std::ostream& out) : parts_(std::make_unique<Parts>(out)) {}
JsonWriter::~JsonWriter() = default;

JsonWriter& JsonWriter::name(std::string_view name) {
  text(name);
  return *this;
}

void JsonWriter::begin_object() { parts_->writer.StartObject(); }
void JsonWriter::end_object() { parts_->writer.EndObject(); }
void JsonWriter::begin_array() { parts_->writer.StartArray(); }
void JsonWriter::end_array() { parts_->writer.EndArray(); }
void JsonWriter::number(std::size_t number) { parts_->writer.Uint64(number); }
void JsonWriter::truth(bool value) { parts_->writer.Bool(value); }
void JsonWriter::null() { parts_->writer.Null(); }

void JsonWriter::text(std::string_view text) {
  if (is_plain(text)) return parts_->writer.plain(text);
  if (!is_utf8(text)) return this->text(with_replacements(text));
  parts_->writer.String(text.data(), static_cast<rapidjson::SizeType>(text.size()));
}

void JsonWriter::finish() {
  parts_->buffer.Put('\n');
  parts_->buffer.Flush();
}

}  // namespace pgstage::report
