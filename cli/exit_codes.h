#pragma once

namespace glossator::cli {

inline constexpr int kDone = 0;
inline constexpr int kInputAtFault = 1;
inline constexpr int kWrongUsage = 2;

}  // namespace glossator::cli
