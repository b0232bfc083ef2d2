#include "pgstage/catalog/catalog.hpp"

#include <algorithm>
#include <cstdint>
#include <cstring>
#include <utility>

namespace pgstage::catalog {
namespace {

bool by_name(const Relation* a, const Relation* b) { return a->name < b->name; }

/// One entry of a map as it is now, or that there is none.
template <class Map>
struct Entry {
  typename Map::key_type key;
  std::optional<typename Map::mapped_type> value;

  void put_into(Map& map) const {
    if (value) {
      map[key] = *value;
    } else {
      map.erase(key);
    }
  }
};

template <class Map>
Entry<Map> entry_of(const Map& map, const typename Map::key_type& key) {
  const auto found = map.find(key);
  return {key, found == map.end() ? std::nullopt : std::optional{found->second}};
}

}  // namespace

std::size_t Catalog::HashName::operator()(const QualifiedName& name) const {
  constexpr std::uint64_t kSpread = 0x9E3779B97F4A7C15U;
  const std::hash<std::string> hash;
  // Most schemas have short names, and what fits into a number is one.
  std::uint64_t schema = 0;
  if (name.schema.size() <= sizeof schema) {
    std::memcpy(&schema, name.schema.data(), name.schema.size());
  } else {
    schema = hash(name.schema);
  }
  return hash(name.name) ^ (schema * kSpread);
}

const Catalog::Known* Catalog::known(const QualifiedName& name) const { return names_.find(name); }

const Relation* Catalog::relation(const QualifiedName& name) const {
  const auto* found = known(name);
  return found == nullptr ? nullptr : found->relation.get();
}

const Relation* Catalog::table_of_index(const QualifiedName& index) const {
  const auto* found = known(index);
  return found == nullptr || !found->table ? nullptr : relation(*found->table);
}

std::vector<const Relation*> Catalog::relations() const {
  std::vector<const Relation*> out;
  names_.each([&](const QualifiedName&, const Known& known) {
    if (known.relation) out.push_back(known.relation.get());
  });
  std::sort(out.begin(), out.end(), by_name);
  return out;
}

std::vector<const Relation*> Catalog::mentioning(const QualifiedName& name) const {
  std::vector<const Relation*> out;
  const auto* found = known(name);
  if (found == nullptr) return out;
  for (const auto& [how, each] : found->mentioned_by) out.push_back(relation(each));
  std::sort(out.begin(), out.end(), by_name);
  out.erase(std::unique(out.begin(), out.end()), out.end());
  return out;
}

std::vector<QualifiedName> Catalog::mentioning(const QualifiedName& name, Mention how) const {
  std::vector<QualifiedName> out;
  const auto* found = known(name);
  if (found == nullptr) return out;
  const auto& all = found->mentioned_by;
  for (auto each = all.lower_bound({how, {}}); each != all.end() && each->first == how; ++each) {
    out.push_back(each->second);
  }
  return out;
}

std::vector<QualifiedName> Catalog::referencing(const QualifiedName& table) const {
  return mentioning(table, Mention::References);
}

std::vector<QualifiedName> Catalog::readers(const QualifiedName& relation) const {
  return mentioning(relation, Mention::Reads);
}

std::vector<QualifiedName> Catalog::owned_sequences(const QualifiedName& table) const {
  auto names = mentioning(table, Mention::Owner);
  std::erase_if(names, [&](const QualifiedName& name) {
    return relation(name)->kind != RelationKind::Sequence;
  });
  return names;
}

std::vector<QualifiedName> Catalog::partitions_around(const QualifiedName& table,
                                                      const sql::PartitionBound& bound) const {
  const auto* found = known(table);
  if (found == nullptr || !found->partitions) return {};
  return found->partitions->around(bound);
}

const UserType* Catalog::type(const QualifiedName& name) const {
  const auto found = types_->find(name);
  return found == types_->end() ? nullptr : &found->second;
}

const Function* Catalog::function(const QualifiedName& name) const {
  const auto found = functions_->find(name);
  return found == functions_->end() ? nullptr : &found->second;
}

const Publication* Catalog::publication(std::string_view name) const {
  const auto found = publications_.find(name);
  return found == publications_.end() ? nullptr : &found->second;
}

void Catalog::set(const QualifiedName& name, std::shared_ptr<Relation> relation) {
  auto& slot = names_[name].relation;
  if (slot) unlink(name, links_of(*slot));
  if (name.schema == kTemporarySchema) {
    temporary_ += (relation ? 1U : 0U) - (slot ? 1U : 0U);
  }
  slot = std::move(relation);
  if (slot) return link(name, links_of(*slot));
  forget_if_nothing(name);
}

void Catalog::forget_if_nothing(const QualifiedName& name) {
  const auto* found = known(name);
  if (found != nullptr && found->nothing()) names_.erase(name);
}

Relation* Catalog::open(const QualifiedName& name) {
  const auto* found = known(name);
  if (found == nullptr || !found->relation) return nullptr;
  save(name);
  auto& relation = names_.edit(name)->relation;
  if (relation.use_count() > 1) relation = std::make_shared<Relation>(*relation);
  return relation.get();
}

void Catalog::put(Relation relation) {
  save(relation.name);
  const QualifiedName name = relation.name;
  set(name, std::make_shared<Relation>(std::move(relation)));
}

void Catalog::erase(const QualifiedName& name) {
  save(name);
  set(name, nullptr);
}

void Catalog::put_type(const QualifiedName& name, UserType type) {
  save_type(name);
  of_batch_.push_back(name);
  if (type.uncommitted_itself || !type.uncommitted.empty()) unsettled_.insert(name);
  types_.edit()[name] = std::move(type);
}

void Catalog::erase_type(const QualifiedName& name) {
  save_type(name);
  types_.edit().erase(name);
}

namespace {

/// One overload may be more stable than the one that it has replaced.
void settle_volatility(Function& known, const Function& added) {
  known.more_overloads = known.more_overloads || added.more_overloads;
  if (known.more_overloads || known.overloads.empty()) {
    known.volatility = std::max(known.volatility, added.volatility);
    known.at_best = std::min(known.at_best, added.at_best);
    return;
  }
  const auto [best, worst] =
      std::minmax_element(known.overloads.begin(), known.overloads.end(),
                          [](const auto& a, const auto& b) { return a.volatility < b.volatility; });
  known.volatility = worst->volatility;
  known.at_best = best->volatility;
}

}  // namespace

void Catalog::put_function(const QualifiedName& name, Function function) {
  save_function(name);
  auto [slot, fresh] = functions_.edit().emplace(name, function);
  if (fresh && function.created_in_batch) of_batch_.push_back(name);
  if (fresh) return;
  Function& known = slot->second;
  known.exposed = function.exposed;
  for (auto& overload : function.overloads) {
    std::erase_if(known.overloads,
                  [&](const auto& each) { return each.arguments == overload.arguments; });
    known.overloads.push_back(std::move(overload));
  }
  known.reads = std::move(function.reads);
  settle_volatility(known, function);
}

void Catalog::change_function(const QualifiedName& name,
                              const std::function<void(Function&)>& edit) {
  if (function(name) == nullptr) return;
  save_function(name);
  edit(functions_.edit().find(name)->second);
}

void Catalog::erase_function(const QualifiedName& name) {
  save_function(name);
  functions_.edit().erase(name);
}

void Catalog::put_publication(std::string name, Publication publication) {
  save_publication(name);
  publications_[std::move(name)] = std::move(publication);
}

void Catalog::erase_publication(const std::string& name) {
  save_publication(name);
  publications_.erase(name);
}

void Catalog::put_schema(std::string name) {
  if (schemas_.contains(name)) return;
  save_schemas();
  new_schemas_.insert(name);
  schemas_.insert(std::move(name));
}

void Catalog::erase_schema(const std::string& name) {
  save_schemas();
  schemas_.erase(name);
  new_schemas_.erase(name);
}

void Catalog::save_schemas() {
  if (!recording_) return;
  undo_.emplace_back([all = schemas_, fresh = new_schemas_](Catalog& c) {
    c.schemas_ = all;
    c.new_schemas_ = fresh;
  });
}

void Catalog::blur() {
  if (blurred_) return;
  if (recording_) undo_.emplace_back([](Catalog& c) { c.blurred_ = false; });
  blurred_ = true;
}

void Catalog::commit_labels() {
  for (const auto& name : std::exchange(unsettled_, {})) {
    if (type(name) == nullptr) continue;
    auto& settled = types_.edit().find(name)->second;
    settled.uncommitted.clear();
    settled.uncommitted_itself = false;
  }
}

std::size_t Catalog::mark() {
  recording_ = true;
  saved_.clear();
  return undo_.size();
}

void Catalog::revert(std::size_t mark) {
  saved_.clear();
  while (undo_.size() > mark) {
    const auto undo = std::move(undo_.back());
    undo_.pop_back();
    undo(*this);
  }
}

void Catalog::keep() {
  recording_ = false;
  undo_.clear();
  saved_.clear();
}

void Catalog::save(const QualifiedName& name) {
  if (!recording_ || !saved_.insert(name).second) return;
  const auto* found = known(name);
  auto before = found == nullptr ? nullptr : found->relation;
  undo_.emplace_back([name, before = std::move(before)](Catalog& c) { c.set(name, before); });
}

void Catalog::save_type(const QualifiedName& name) {
  if (!recording_) return;
  undo_.emplace_back(
      [entry = entry_of(*types_, name)](Catalog& c) { entry.put_into(c.types_.edit()); });
}

void Catalog::save_function(const QualifiedName& name) {
  if (!recording_) return;
  undo_.emplace_back(
      [entry = entry_of(*functions_, name)](Catalog& c) { entry.put_into(c.functions_.edit()); });
}

void Catalog::save_publication(const std::string& name) {
  if (!recording_) return;
  undo_.emplace_back(
      [entry = entry_of(publications_, name)](Catalog& c) { entry.put_into(c.publications_); });
}

}  // namespace pgstage::catalog
