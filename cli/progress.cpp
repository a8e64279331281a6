#include "cli/progress.h"

#include <unistd.h>

#include <algorithm>
#include <iostream>

#include "cli/files.h"

namespace glossator::cli {

namespace {

bool has_terminal()
{
    return isatty(STDERR_FILENO) == 1;
}

}  // namespace

Progress::Progress(const std::vector<std::string>& files) : shown_(has_terminal()), counts_bytes_(true), all_(0)
{
    for (const std::string& file : files) {
        const std::optional<size_t> size = size_of_file(file);
        all_ = size && all_ ? std::optional(*all_ + *size) : std::nullopt;
    }
}

Progress::Progress(size_t files) : shown_(has_terminal() && files > 1), all_(files) {}

void Progress::advance(size_t done)
{
    constexpr size_t kWidth = 30;
    const auto now = std::chrono::steady_clock::now();
    if (!shown_ || now - last_ < std::chrono::milliseconds(100)) return;
    last_ = now;
    std::string line = "\r";
    if (all_ && *all_ > 0) {
        const size_t filled = std::min(kWidth, kWidth * done / *all_);
        line += '[' + std::string(filled, '#') + std::string(kWidth - filled, '.') + "] ";
    }
    line += counts_bytes_ ? std::to_string(done >> 20) + " MB" : std::to_string(done);
    if (all_) line += " of " + (counts_bytes_ ? std::to_string(*all_ >> 20) + " MB" : std::to_string(*all_));
    std::cerr << line << "\x1b[K" << std::flush;
}

void Progress::clear()
{
    if (shown_) std::cerr << "\r\x1b[K" << std::flush;
    shown_ = false;
}

}  // namespace glossator::cli
