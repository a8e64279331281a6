#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <vector>

namespace glossator::cli {

// A line on the terminal that tells how far the work is; nothing where standard error is no terminal.
class Progress {
public:
    // Of bytes of these files, or of their number.
    explicit Progress(const std::vector<std::string>& files);
    explicit Progress(size_t files);
    void advance(size_t done);  // so much in all
    void clear();

private:
    bool shown_ = false;
    bool counts_bytes_ = false;
    std::optional<size_t> all_;
    std::chrono::steady_clock::time_point last_ = {};
};

}  // namespace glossator::cli
