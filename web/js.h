#pragma once

#include <cstddef>
#include <cstdint>

// What C++ asks of the page's JavaScript. web/library.js hands each call to web/page/. Strings are UTF-8 with their
// size; a `char*` that comes back is malloc'ed and ends with a zero byte.
namespace glossator {
class Page;
}

extern "C" {

// Events may come from now on, to the functions in web/exports.cpp; those about the window's size and preferences come
// at once, and so does what an earlier run kept.
void js_attach(glossator::Page* page);
// The end of every frame: lets promises resolve, and the keyboard go to the hidden text field or back.
void js_frame_done(bool wants_text_input, bool settled);
// Covers the page with a sentence; nothing works any more.
void js_stop(const char* sentence, size_t size);

char* js_take_asset(const char* name, size_t name_size, size_t* size);  // null if it isn't there
char* js_now();                                      // the time of day in UTC as RFC 3339, whole seconds
int js_utc_offset();                                 // minutes
char* js_languages();                                // that the user reads, best first, with commas between them
char* js_query(const char* name, size_t name_size);  // a parameter of the page's address, or null
char* js_load_setting(const char* key, size_t key_size);
void js_keep_setting(const char* key, size_t key_size, const char* value, size_t value_size);

void js_request_open(bool folder);
void js_open_address(const char* address, size_t size);
void js_save_file(const char* name, size_t name_size, const char* bytes, size_t size);
void js_save_project(const char* name, size_t name_size, const char* bytes, size_t size);
void js_set_project_file(double place);
void js_write_project(const char* bytes, size_t size, const char* over, size_t over_size, bool by_itself);
void js_keep_snapshot(double sequence, double generation, const char* bytes, size_t size);
void js_keep_journal(double sequence, double generation, const char* line, size_t size);
void js_request_kept(double generation, bool with_snapshot);  // answered by glossator_kept_read()
void js_forget_kept(double generation);
void js_take_over();
void js_begin_apart();
void js_request_kept_projects();  // answered by glossator_kept_projects()
void js_open_kept_project(double slot);

void js_restart();

void js_set_cursor(const char* css_name);
void js_place_text_field(float x, float y, float line_height);
void js_write_clipboard(const char* text, size_t size);

// Tells the listeners of window.glossator.on(). `detail` is JSON.
void js_emit(const char* name, size_t name_size, const char* detail, size_t detail_size);

// Answered by glossator_asset().
void js_request_asset(const char* path, size_t size);

// What a grapheme cluster looks like in the machine's own fonts, see web/canvas_glyphs.cpp.
struct JsGlyph {
    int32_t width, height;  // of the pixels; 0 if there is nothing to see
    int32_t left, top;      // of the pixels, from the pen on the baseline, downwards
    int32_t colored;
    uint8_t* rgba;  // malloc'ed, not premultiplied
};
bool js_glyphs_ready();
float js_glyph_advance(const char* cluster, size_t size);  // parts of the em square; negative if there is no glyph
void js_draw_glyph(const char* cluster, size_t size, float size_px, JsGlyph* out);

}  // extern "C"
