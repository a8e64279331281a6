#include "web/platform.h"

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

void WebPlatform::save_file(std::string_view name, std::string_view bytes)
{
    js_save_file(name.data(), name.size(), bytes.data(), bytes.size());
}

void WebPlatform::save_project(std::string_view name, std::string_view bytes)
{
    js_save_project(name.data(), name.size(), bytes.data(), bytes.size());
}

void WebPlatform::set_project_file(uint64_t place)
{
    js_set_project_file(static_cast<double>(place));
}

void WebPlatform::write_project(std::string_view bytes, std::string_view over, bool by_itself)
{
    js_write_project(bytes.data(), bytes.size(), over.data(), over.size(), by_itself);
}

void WebPlatform::keep_snapshot(uint64_t sequence, uint64_t generation, std::string_view native_file)
{
    js_keep_snapshot(static_cast<double>(sequence), static_cast<double>(generation), native_file.data(),
                     native_file.size());
}

void WebPlatform::keep_journal(uint64_t sequence, uint64_t generation, std::string_view line)
{
    js_keep_journal(static_cast<double>(sequence), static_cast<double>(generation), line.data(), line.size());
}

void WebPlatform::request_kept(uint64_t generation, bool with_snapshot)
{
    js_request_kept(static_cast<double>(generation), with_snapshot);
}

void WebPlatform::forget_kept(uint64_t generation)
{
    js_forget_kept(static_cast<double>(generation));
}

void WebPlatform::take_over()
{
    js_take_over();
}

void WebPlatform::begin_apart()
{
    js_begin_apart();
}

void WebPlatform::request_kept_projects()
{
    js_request_kept_projects();
}

void WebPlatform::open_kept_project(uint64_t slot)
{
    js_open_kept_project(static_cast<double>(slot));
}

std::string WebPlatform::load_setting(std::string_view key)
{
    return take_js_string(js_load_setting(key.data(), key.size())).value_or("");
}

void WebPlatform::keep_setting(std::string_view key, std::string_view value)
{
    js_keep_setting(key.data(), key.size(), value.data(), value.size());
}

void WebPlatform::request_asset(std::string_view path)
{
    js_request_asset(path.data(), path.size());
}

std::string WebPlatform::preferred_languages() const
{
    return take_js_string(js_languages()).value_or("");
}

double WebPlatform::now_s() const
{
    return emscripten_get_now() / 1000;
}

std::string WebPlatform::now_rfc3339() const
{
    return take_js_string(js_now()).value_or("");
}

int WebPlatform::utc_offset_min() const
{
    return js_utc_offset();
}

void WebPlatform::request_frame(double seconds)
{
    frames_.wake_in(seconds);
}

void WebPlatform::restart()
{
    js_restart();
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

KeptJournal WebPlatform::take_parts(uint64_t lines_kept)
{
    KeptJournal kept;
    kept.lines_kept = lines_kept;
    kept.lines = std::exchange(parts_, {});
    if (kept.lines.empty()) return kept;
    kept.snapshot = std::move(kept.lines.front());
    kept.lines.erase(kept.lines.begin());
    return kept;
}

void WebPlatform::add_kept_project(uint64_t slot)
{
    const std::vector<std::string> lines = std::exchange(parts_, {});
    if (lines.size() == 2) kept_projects_.push_back({slot, lines[0], lines[1]});
}

void WebPlatform::add_file_changed(std::string_view version)
{
    std::vector<std::string> parts = std::exchange(parts_, {});
    if (parts.size() == 2) add(FileChanged{std::move(parts[0]), std::move(parts[1]), std::string(version)});
}

void WebPlatform::restored(uint64_t lines_kept, bool reads_along)
{
    Restored event{std::exchange(generations_, {}), {}, reads_along};
    if (!event.generations.empty()) event.latest = take_parts(lines_kept);
    events_.insert(restored_ ? events_.end() : events_.begin(), std::move(event));
    restored_ = true;
    frames_.wake();
}

void WebPlatform::kept_read(uint64_t generation, uint64_t lines_kept)
{
    add(KeptRead{generation, take_parts(lines_kept)});
}

}  // namespace glossator
