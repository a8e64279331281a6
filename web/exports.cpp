// What the page's JavaScript calls (web/page/), each a line or two. The first argument is what js_attach() was given. A
// string comes as pointer and size; one that goes back is valid until the next call.
#include <emscripten.h>

#include "web/page.h"

using glossator::OpenMode;
using glossator::Page;
using glossator::Platform;

#define GLOSSATOR_EXPORT extern "C" EMSCRIPTEN_KEEPALIVE

GLOSSATOR_EXPORT void glossator_resize(Page* page, float width, float height, float scale_x, float scale_y)
{
    page->resize({width, height}, {scale_x, scale_y});
}

GLOSSATOR_EXPORT void glossator_preferences(Page* page, bool dark, bool reduced_motion, bool mac)
{
    page->platform().set_preferences(dark, reduced_motion);
    page->input().set_mac(mac);
}

GLOSSATOR_EXPORT void glossator_pointer_moved(Page* page, int source, float x, float y)
{
    page->input().pointer_moved(static_cast<ImGuiMouseSource>(source), x, y);
}

GLOSSATOR_EXPORT void glossator_pointer_left(Page* page)
{
    page->input().pointer_left();
}

GLOSSATOR_EXPORT void glossator_pointer_button(Page* page, int source, int button, bool down)
{
    page->input().pointer_button(static_cast<ImGuiMouseSource>(source), button, down);
}

GLOSSATOR_EXPORT bool glossator_drags_at(Page* page, float x, float y)
{
    return page->drags_at(x, y);
}

GLOSSATOR_EXPORT void glossator_wheel(Page* page, float dx, float dy, bool zooms)
{
    page->input().wheel(dx, dy, zooms);
}

GLOSSATOR_EXPORT bool glossator_key(Page* page, const char* key, size_t key_size, const char* code, size_t code_size,
                                    int modifiers, bool down, bool repeat)
{
    return page->input().key(page->app(), {key, key_size}, {code, code_size}, modifiers, down, repeat);
}

GLOSSATOR_EXPORT void glossator_text(Page* page, const char* text, size_t size)
{
    page->input().text({text, size});
}

GLOSSATOR_EXPORT void glossator_focus(Page* page, bool focused)
{
    page->input().focus(focused);
}

GLOSSATOR_EXPORT const char* glossator_copy(Page* page, bool cut)
{
    return page->reply(page->input().copy(page->app(), cut));
}

GLOSSATOR_EXPORT bool glossator_wants_text(Page* page)
{
    return page->app().wants_text_input();
}

GLOSSATOR_EXPORT void glossator_paste(Page* page, const char* text, size_t size)
{
    page->input().paste({text, size});
}

GLOSSATOR_EXPORT void glossator_context(Page* page, bool restored)
{
    if (!restored) return page->renderer().context_lost();
    page->renderer().context_restored();
    page->frames().wake();
}

GLOSSATOR_EXPORT void glossator_wake(Page* page)
{
    page->frames().wake();
}

GLOSSATOR_EXPORT void glossator_finish(Page* page)
{
    page->input().draw_until_handled();
}

GLOSSATOR_EXPORT void glossator_draw(Page* page)
{
    page->frames().draw_now();
}

// The page is hidden or goes, perhaps for good.
GLOSSATOR_EXPORT void glossator_leaving(Page* page)
{
    page->input().draw_until_handled();
    page->app().finish_typing();
}

// Bytes for the calls that say what they are

GLOSSATOR_EXPORT void glossator_expect(Page* page, size_t size)
{
    page->platform().expect(size);
}

GLOSSATOR_EXPORT void glossator_append(Page* page, const char* bytes, size_t size)
{
    page->platform().append({bytes, size});
}

// Files, in answer to the user or to automation

GLOSSATOR_EXPORT void glossator_file(Page* page, const char* name, size_t size, double place)
{
    page->platform().add_file({name, size}, static_cast<uint64_t>(place));
}

GLOSSATOR_EXPORT void glossator_files_chosen(Page* page, const char* folder, size_t size, double folder_place)
{
    page->platform().add(
        Platform::FilesOpened{page->platform().take_files(), {folder, size}, static_cast<uint64_t>(folder_place)});
}

GLOSSATOR_EXPORT void glossator_file_saved(Page* page, const char* name, size_t size, bool is_project)
{
    page->platform().add(Platform::FileSaved{{name, size}, is_project});
}

GLOSSATOR_EXPORT void glossator_project_file(Page* page, const char* name, size_t size)
{
    page->platform().add(Platform::ProjectFile{{name, size}});
}

GLOSSATOR_EXPORT void glossator_file_changed(Page* page, const char* version, size_t size)
{
    page->platform().add_file_changed({version, size});
}

GLOSSATOR_EXPORT void glossator_failed(Page* page, int what, const char* message, size_t size, double sequence,
                                       bool no_room)
{
    page->platform().add(Platform::Failed{
        static_cast<Platform::Failed::What>(what), {message, size}, static_cast<uint64_t>(sequence), no_room});
}

GLOSSATOR_EXPORT void glossator_sample(Page* page, const char* native_file, size_t size)
{
    page->app().set_sample({native_file, size});
    page->frames().wake();
}

GLOSSATOR_EXPORT void glossator_asset(Page* page, const char* path, size_t size)
{
    page->platform().add_asset({path, size});
}

GLOSSATOR_EXPORT void glossator_newer_version(Page* page)
{
    page->platform().add(Platform::NewerVersion{});
}

// What is kept

GLOSSATOR_EXPORT void glossator_kept(Page* page, double sequence)
{
    page->platform().add(Platform::Kept{static_cast<uint64_t>(sequence)});
}

GLOSSATOR_EXPORT void glossator_kept_part(Page* page)
{
    page->platform().add_kept_part();
}

GLOSSATOR_EXPORT void glossator_generation(Page* page, double number, double bytes)
{
    page->platform().add_generation({static_cast<uint64_t>(number), static_cast<uint64_t>(bytes)});
}

GLOSSATOR_EXPORT void glossator_restored(Page* page, double lines_kept, bool reads_along)
{
    page->platform().restored(static_cast<uint64_t>(lines_kept), reads_along);
}

GLOSSATOR_EXPORT void glossator_line_seen(Page* page)
{
    page->platform().add_line();
}

GLOSSATOR_EXPORT void glossator_kept_project(Page* page, double slot)
{
    page->platform().add_kept_project(static_cast<uint64_t>(slot));
}

GLOSSATOR_EXPORT void glossator_kept_projects(Page* page)
{
    page->platform().kept_projects();
}

GLOSSATOR_EXPORT void glossator_taken_over(Page* page)
{
    page->platform().add(Platform::TakenOver{});
}

// Another tab is about to write; whether everything is kept, so that it may.
GLOSSATOR_EXPORT bool glossator_hand_over(Page* page)
{
    return page->hand_over();
}

GLOSSATOR_EXPORT void glossator_kept_read(Page* page, double generation, double lines_kept)
{
    page->platform().kept_read(static_cast<uint64_t>(generation), static_cast<uint64_t>(lines_kept));
}

// Automation

// Asking draws no frame, or a script that watches the page would keep it awake: callers that change something wake it
// themselves.
GLOSSATOR_EXPORT const char* glossator_call(Page* page, const char* name, size_t name_size, const char* args,
                                            size_t args_size)
{
    return page->reply(answer_call(page->app(), {name, name_size}, {args, args_size}));
}

GLOSSATOR_EXPORT const char* glossator_open(Page* page, bool replace)
{
    page->frames().wake();
    return page->reply(
        answer_open(page->app(), page->platform().take_files(), replace ? OpenMode::Replace : OpenMode::Add));
}

GLOSSATOR_EXPORT const char* glossator_extensions(Page* page)
{
    return page->reply(glossator::extensions_json());
}

GLOSSATOR_EXPORT const char* glossator_export(Page* page, const char* format, size_t size, const char* options,
                                              size_t options_size)
{
    page->last_export() = answer_export(page->app(), {format, size}, {options, options_size});
    return page->last_export().json.c_str();
}

GLOSSATOR_EXPORT const char* glossator_exported_file(Page* page, size_t index)
{
    return page->last_export().files[index].bytes.data();
}

GLOSSATOR_EXPORT bool glossator_settled(Page* page)
{
    return page->settled();
}

GLOSSATOR_EXPORT bool glossator_mirror_changed(Page* page)
{
    return page->mirror().changed(page->app());
}

GLOSSATOR_EXPORT const char* glossator_mirror(Page* page)
{
    return page->reply(page->mirror().write(page->app()));
}

GLOSSATOR_EXPORT const char* glossator_keep_failure(Page* page)
{
    const glossator::Keeper& keeper = page->app().keeper();
    return page->reply(keeper.trying() ? std::string() : keeper.failure());
}
