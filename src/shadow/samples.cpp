#include "samples.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace pgstage::shadow {
namespace {

constexpr std::string_view kLongText =
    "a long text, which is longer than most columns are wide, so that it is cut where it has to, "
    "and long enough to be seen by whoever expects texts of a line or two; it goes on a bit more, "
    "and then some more, and ends here after roughly three hundred characters of nothing at all.";

const std::vector<std::string_view> odd_texts = {"",
                                                 " ",
                                                 "ä漢字🙂",
                                                 R"(O'Reilly "quoted" \ back)",
                                                 "tab\there\nand a line",
                                                 "NULL",
                                                 "12",
                                                 "AB",
                                                 "user@example.com",
                                                 "2024-02-29",
                                                 kLongText};

const std::vector<TypeSamples> all_samples = {
    {"text", "text {i}", odd_texts},
    {"varchar", "text {i}", odd_texts},
    {"bpchar", "text {i}", odd_texts},
    {"citext", "text {i}", odd_texts},
    {"name", "name_{i}", {"", "a"}},
    {"char", "a", {"", "b"}},
    {"int2", "{i}", {"0", "-1", "32767", "-32768"}},
    {"int4", "{i}", {"0", "-1", "2147483647", "-2147483648"}},
    {"int8", "{i}", {"0", "-1", "9223372036854775807", "-9223372036854775808"}},
    {"numeric", "{i}", {"0", "-1", "0.1", "12345678901234567890.123456789", "NaN"}},
    {"float4", "{i}", {"0", "-1", "0.1", "3e38", "NaN", "Infinity", "-Infinity"}},
    {"float8", "{i}", {"0", "-1", "0.1", "1e308", "NaN", "Infinity", "-Infinity"}},
    {"money", "{i}", {"0", "-1"}},
    {"oid", "{i}", {"0", "4294967295"}},
    {"bool", "true", {"true", "false", "false"}},
    {"date",
     "2024-{m:02}-{d:02}",
     {"2024-02-29", "1970-01-01", "9999-12-31", "4713-01-01 BC", "infinity", "-infinity"}},
    {"timestamp",
     "2024-{m:02}-{d:02} 12:00:00",
     {"2024-02-29 23:59:59.999999", "1970-01-01 00:00", "4713-01-01 BC", "infinity"}},
    {"timestamptz",
     "2024-{m:02}-{d:02} 12:00:00+00",
     {"2024-02-29 23:59:59.999999+14", "2024-03-31 02:30+01", "4713-01-01 BC", "-infinity"}},
    {"time", "12:{m:02}:{d:02}", {"00:00:00", "24:00:00", "23:59:59.999999"}},
    {"timetz", "12:{m:02}:{d:02}+00", {"00:00:00+14", "24:00:00-12"}},
    {"interval", "{i} minutes", {"0", "-1 day", "1 year 2 mons 3 days 04:05:06.789"}},
    {"uuid",
     "00000000-0000-4000-8000-{i:012x}",
     {"00000000-0000-0000-0000-000000000000", "ffffffff-ffff-ffff-ffff-ffffffffffff"}},
    {"json", R"({{"n": {i}}})", {"null", "{}", "[]", R"("text")", R"({"a": {"b": [1, "ä"]}})"}},
    {"jsonb", R"({{"n": {i}}})", {"null", "{}", "[]", R"("text")", R"({"a": {"b": [1, "ä"]}})"}},
    {"jsonpath", "$.n", {"$"}},
    {"xml", "<n>{i}</n>", {"<a/>"}},
    {"bytea", R"(\x{i:08x})", {R"(\x)", R"(\x00ff)"}},
    {"varbit", "{i:b}", {"", "0", "101"}},
    {"inet", "10.0.{c}.{b}", {"0.0.0.0/0", "::1"}},
    {"cidr", "10.{c}.{b}.0/24", {"0.0.0.0/0", "::/0"}},
    {"macaddr", "08:00:2b:00:{c:02x}:{b:02x}", {"ff:ff:ff:ff:ff:ff"}},
    {"macaddr8", "08:00:2b:00:00:00:{c:02x}:{b:02x}", {"ff:ff:ff:ff:ff:ff:ff:ff"}},
    {"point", "({i},0)", {"(0,0)", "(-1.5,NaN)"}},
    {"line", "{{1,2,{i}}}", {}},
    {"lseg", "[(0,0),({i},1)]", {}},
    {"box", "({i},1),(0,0)", {}},
    {"path", "[(0,0),({i},1)]", {}},
    {"polygon", "((0,0),({i},1),(1,2))", {}},
    {"circle", "<(0,0),{i}>", {"<(0,0),0>"}},
    {"tsvector", "'word{i}'", {""}},
    {"tsquery", "word{i}", {""}},
    {"pg_lsn", "0/{i:X}", {"0/0"}},
    {"int4range", "[{i},{i}]", {"empty", "(,)"}},
    {"int8range", "[{i},{i}]", {"empty", "(,)"}},
    {"numrange", "[{i},{i}]", {"empty", "(,)"}},
    {"daterange", "[2024-{m:02}-{d:02},2024-{m:02}-{d:02}]", {"empty", "(,)"}},
    {"tsrange", "[2024-{m:02}-{d:02},2024-{m:02}-{d:02}]", {"empty", "(,)"}},
    {"tstzrange", "[2024-{m:02}-{d:02},2024-{m:02}-{d:02}]", {"empty", "(,)"}},
    {"hstore", "n=>{i}", {""}},
    {"ltree", "a.b{i}", {""}},
};

}  // namespace

const TypeSamples& samples_of(std::string_view type) {
  const auto found = std::find_if(all_samples.begin(), all_samples.end(),
                                  [&](const TypeSamples& each) { return each.type == type; });
  return found == all_samples.end() ? all_samples.front() : *found;
}

std::string numbered(const TypeSamples& samples, std::size_t number) {
  constexpr std::size_t kDays = 28;
  constexpr std::size_t kMonths = 12;
  constexpr std::size_t kByte = 256;
  return fmt::format(fmt::runtime(samples.pattern), fmt::arg("i", number),
                     fmt::arg("m", 1 + number / kDays % kMonths), fmt::arg("d", 1 + number % kDays),
                     fmt::arg("c", number / kByte % kByte), fmt::arg("b", number % kByte));
}

}  // namespace pgstage::shadow
