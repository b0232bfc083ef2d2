// Extensions that a schema asks for and the throwaway server may not have.
#pragma once

#include <string>
#include <vector>

#include "pgstage/db/session.hpp"
#include "pgstage/model/result.hpp"

namespace pgstage::shadow {

/// The names of those that the statements create and the server cannot, each once.
Result<std::vector<std::string>> missing_extensions(db::Session& session,
                                                    const std::vector<std::string>& statements);

/// The statements without those that create extensions of these names or comment on them.
std::vector<std::string> without_extensions(const std::vector<std::string>& statements,
                                            const std::vector<std::string>& names);

}  // namespace pgstage::shadow
