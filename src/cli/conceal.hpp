// What every user of the machine may read in its list of processes.
#pragma once

namespace pgstage::cli {

/// Writes `x` over the passwords in the arguments that the process was started with: that of a URI,
/// and what is given as `password=` or `sslpassword=`. Rather too much than too little.
void conceal_passwords(int argc, char** argv);

}  // namespace pgstage::cli
