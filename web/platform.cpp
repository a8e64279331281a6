#include "web/platform.h"

#include <iterator>

#include <emscripten.h>

#include "web/js.h"
#include "web/js_string.h"

namespace glossator {

void WebPlatform::request_open()
{
    js_request_open(false);
}

void WebPlatform::request_open_folder()
{
    js_request_open(true);
}

void WebPlatform::save_file(std::string_view name, std::string_view bytes, bool again)
{
    js_save_file(name.data(), name.size(), bytes.data(), bytes.size(), again);
}

void WebPlatform::keep_snapshot(uint64_t sequence, std::string_view native_file)
{
    js_keep_snapshot(static_cast<double>(sequence), native_file.data(), native_file.size());
}

void WebPlatform::keep_journal(uint64_t sequence, std::string_view line)
{
    js_keep_journal(static_cast<double>(sequence), line.data(), line.size());
}

std::string WebPlatform::load_setting(std::string_view key)
{
    return take_js_string(js_load_setting(key.data(), key.size())).value_or("");
}

void WebPlatform::keep_setting(std::string_view key, std::string_view value)
{
    js_keep_setting(key.data(), key.size(), value.data(), value.size());
}

void WebPlatform::request_font(std::string_view name)
{
    js_request_font(name.data(), name.size());
}

double WebPlatform::now_s() const
{
    return emscripten_get_now() / 1000;
}

std::string WebPlatform::now_rfc3339() const
{
    return take_js_string(js_now()).value_or("");
}

void WebPlatform::request_frame(double seconds)
{
    frames_.wake_in(seconds);
}

std::vector<Platform::Event> WebPlatform::poll()
{
    if (!restored_) return {};  // that comes first
    return std::exchange(events_, {});
}

void WebPlatform::add(Event event)
{
    events_.push_back(std::move(event));
    frames_.wake();
}

void WebPlatform::set_preferences(bool dark, bool reduced_motion)
{
    dark_ = dark;
    reduced_motion_ = reduced_motion;
    frames_.wake();
}

void WebPlatform::expect(size_t size)
{
    incoming_.clear();
    incoming_.reserve(size);
}

void WebPlatform::restored()
{
    Restored event;
    if (!parts_.empty()) {
        event.snapshot = std::move(parts_.front());
        event.journal.assign(std::make_move_iterator(parts_.begin() + 1), std::make_move_iterator(parts_.end()));
    }
    parts_ = {};
    restored_ = true;
    events_.insert(events_.begin(), std::move(event));
    frames_.wake();
}

}  // namespace glossator
