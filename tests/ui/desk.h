#pragma once

#include <fstream>
#include <iterator>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <imgui.h>

#include "core/io/native.h"
#include "glossator_assets.h"
#include "ui/app.h"
#include "ui/reading_view.h"

namespace glossator {

inline std::string read_file(const std::string& path)
{
    std::ifstream in(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

// Files that can be written in place; Platform::InputFile::place counts them from 1.
struct FakeDisk {
    struct File {
        std::string name, bytes;
        int version = 1;
    };
    uint64_t add(std::string name, std::string bytes)
    {
        files.push_back({std::move(name), std::move(bytes)});
        return files.size();
    }
    std::string use(uint64_t at)
    {
        place = at;
        if (at == 0) return {};
        before = now().bytes;
        known = now().version;
        return now().name;
    }
    // Somebody else does.
    Platform::FileChanged change(std::string bytes)
    {
        now() = {now().name, std::move(bytes), now().version + 1};
        return changed();
    }
    Platform::FileChanged changed() { return {before, now().bytes, std::to_string(now().version)}; }
    Platform::Event write(std::string_view bytes, std::string_view over, bool by_itself)
    {
        if (is_full) return Platform::Failed{Platform::Failed::What::Project, "The disk is full."};
        if (now().version != known && over != std::to_string(now().version)) return changed();
        now() = {now().name, std::string(bytes), now().version + 1};
        use(place);
        ++(by_itself ? written_by_itself : written);
        return Platform::FileSaved{now().name, true};
    }
    File& now() { return files[place - 1]; }

    std::vector<File> files;
    uint64_t place = 0;  // of the project's file
    std::string before;
    int known = 0;
    int written = 0, written_by_itself = 0;
    bool is_full = false;
};

// A machine that remembers what it was asked for. Everything kept is confirmed at the next poll(), unless `stuck`.
class FakePlatform : public Platform {
public:
    void request_open() override { ++opens; }
    void request_open_folder() override { ++opens; }
    void save_file(std::string_view name, std::string_view bytes) override
    {
        saved[std::string(name)] = std::string(bytes);
    }
    void save_project(std::string_view name, std::string_view bytes) override
    {
        if (!disk) return save_file(name, bytes);
        set_project_file(disk->add(std::string(name), ""));
        write_project(bytes, {}, false);
    }
    void set_project_file(uint64_t place) override
    {
        if (disk) events.push_back(ProjectFile{disk->use(place)});
    }
    void write_project(std::string_view bytes, std::string_view over, bool by_itself) override
    {
        events.push_back(disk->write(bytes, over, by_itself));
    }
    void keep_snapshot(uint64_t sequence, uint64_t generation, std::string_view file) override
    {
        if (generations.size() >= room)
            events.push_back(Failed{Failed::What::Keep, "The disk is full.", sequence, true});
        else if (confirm(sequence))
            generations[generation] = {std::string(file), {}, 0};
    }
    void keep_journal(uint64_t sequence, uint64_t generation, std::string_view line) override
    {
        if (!confirm(sequence)) return;
        generations[generation].lines.emplace_back(line);
        ++generations[generation].lines_kept;
    }
    void request_kept(uint64_t generation, bool with_snapshot) override
    {
        KeptJournal kept = generations.count(generation) ? generations[generation] : KeptJournal();
        if (!with_snapshot) kept.snapshot.clear();
        events.push_back(KeptRead{generation, std::move(kept)});
    }
    void forget_kept(uint64_t generation) override { generations.erase(generation); }
    // As a start finds it.
    Restored restored() const
    {
        Restored all;
        all.reads_along = reads_along;
        for (const auto& [number, kept] : generations) all.generations.push_back({number, kept.snapshot.size()});
        if (!generations.empty()) all.latest = generations.rbegin()->second;
        return all;
    }
    KeptJournal& latest() { return generations.rbegin()->second; }
    std::string load_setting(std::string_view key) override { return settings[std::string(key)]; }
    void keep_setting(std::string_view key, std::string_view value) override
    {
        settings[std::string(key)] = std::string(value);
    }
    void request_asset(std::string_view path) override
    {
        const std::string root = path.starts_with("fonts/") ? GLOSSATOR_FONTS "/.." : GLOSSATOR_ASSETS;
        const auto own = assets.find(std::string(path));
        events.push_back(AssetLoaded{std::string(path),
                                     own == assets.end() ? read_file(root + "/" + std::string(path)) : own->second});
    }
    double now_s() const override { return now += steps_clock; }
    std::string now_rfc3339() const override { return "2026-03-02T09:00:00Z"; }
    int utc_offset_min() const override { return 60; }
    std::string preferred_languages() const override { return languages; }
    bool prefers_dark() const override { return dark; }
    bool prefers_reduced_motion() const override { return true; }
    void request_frame(double after_s) override { another_frame = another_frame || after_s == 0; }
    void restart() override { ++restarts; }
    void take_over() override { ++take_overs; }
    void begin_apart() override
    {
        ++apart;
        generations.clear();
    }
    void request_kept_projects() override { events.push_back(KeptProjects{others}); }
    void open_kept_project(uint64_t slot) override { opened_slot = slot; }
    std::vector<Event> poll() override { return std::exchange(events, {}); }

    std::vector<Event> events;
    std::map<uint64_t, KeptJournal> generations;
    std::map<std::string, std::string> saved;
    std::optional<FakeDisk> disk;  // else what is saved is a download
    std::map<std::string, std::string> settings;
    mutable double now = 1;
    double steps_clock = 0;  // seconds that pass while somebody looks at the clock
    int opens = 0;
    int restarts = 0;
    int take_overs = 0;
    int apart = 0;
    std::vector<KeptProject> others;
    uint64_t opened_slot = 0;
    bool reads_along = false;    // another one writes
    bool another_frame = false;  // was asked for at once since this was unset
    bool dark = false;
    std::string languages = "en";
    std::map<std::string, std::string> assets;  // instead of those of the program
    bool stuck = false;                         // nothing is answered
    size_t room = SIZE_MAX;                     // for this many generations

private:
    bool confirm(uint64_t sequence)
    {
        if (!stuck) events.push_back(Kept{sequence});
        return !stuck;
    }
};

// A whole program at a screen that nobody sees, worked with by mouse and keyboard.
class Desk {
public:
    explicit Desk(ImVec2 size = {1280, 800}, std::shared_ptr<FakePlatform> with = std::make_shared<FakePlatform>())
        : platform(std::move(with)), context_(ImGui::CreateContext())
    {
        ImGuiIO& io = ImGui::GetIO();
        io.IniFilename = nullptr;
        io.DisplaySize = size;
        io.BackendFlags |= ImGuiBackendFlags_RendererHasTextures | ImGuiBackendFlags_RendererHasVtxOffset;
        io.ConfigErrorRecoveryEnableAssert = true;
        const std::string fonts = GLOSSATOR_FONTS;
        Assets assets;
        assets.fonts.interface_regular = read_file(fonts + "/ui.otf");
        assets.fonts.interface_semibold = read_file(fonts + "/ui-semibold.otf");
        assets.fonts.reading_regular = read_file(fonts + "/text.ttf");
        assets.fonts.packs = kFontPacks;
        assets.schema_packs.assign(std::begin(kSchemaPacks), std::end(kSchemaPacks));
        assets.attribution_rules = kAttributionRules;
        assets.sample = read_file(std::string(GLOSSATOR_ASSETS) + "/sample/harbour.glossator.json");
        app = std::make_unique<App>(*platform, std::move(assets));
        platform->events.push_back(platform->restored());
        frames(3);
    }
    ~Desk()
    {
        app.reset();
        for (ImTextureData* texture : ImGui::GetPlatformIO().Textures) {
            texture->SetTexID(ImTextureID_Invalid);
            texture->SetStatus(ImTextureStatus_Destroyed);
        }
        ImGui::DestroyContext(context_);
    }
    Desk(const Desk&) = delete;
    Desk& operator=(const Desk&) = delete;

    void frames(int count = 1)
    {
        for (int i = 0; i < count; ++i) {
            platform->now += 1.0 / 60;
            ImGui::GetIO().DeltaTime = 1.0f / 60;
            ImGui::NewFrame();
            app->frame();
            ImGui::Render();
            for (ImTextureData* texture : *ImGui::GetDrawData()->Textures) {
                const bool goes = texture->Status == ImTextureStatus_WantDestroy;
                texture->SetTexID(goes ? ImTextureID_Invalid : ImTextureID(1));
                texture->SetStatus(goes ? ImTextureStatus_Destroyed : ImTextureStatus_OK);
            }
        }
    }

    void open(const std::string& name, const std::string& text)
    {
        last_outcome = app->open_files({{name, text}}, OpenMode::Add), frames(3);
    }

    void type(const std::string& text)
    {
        ImGui::GetIO().AddInputCharactersUTF8(text.c_str());
        frames(2);
    }
    void press(ImGuiKeyChord chord)
    {
        ImGuiIO& io = ImGui::GetIO();
        const auto key = static_cast<ImGuiKey>(chord & ~ImGuiMod_Mask_);
        const ImGuiKey mods[] = {ImGuiMod_Ctrl, ImGuiMod_Shift, ImGuiMod_Alt};
        for (const ImGuiKey mod : mods)
            if (chord & mod) io.AddKeyEvent(mod, true);
        io.AddKeyEvent(key, true);
        frames(2);
        io.AddKeyEvent(key, false);
        for (const ImGuiKey mod : mods)
            if (chord & mod) io.AddKeyEvent(mod, false);
        frames(2);
    }
    void move_mouse(ImVec2 to)
    {
        ImGui::GetIO().AddMousePosEvent(to.x, to.y);
        frames();
    }
    void button(bool down)
    {
        ImGui::GetIO().AddMouseButtonEvent(0, down);
        frames();
    }
    void click(ImVec2 at, int times = 1)
    {
        move_mouse(at);
        for (int i = 0; i < times; ++i) {
            button(true);
            button(false);
        }
        frames(2);
    }
    void drag(ImVec2 from, ImVec2 to)
    {
        move_mouse(from);
        button(true);
        move_mouse({(from.x + to.x) / 2, (from.y + to.y) / 2});
        move_mouse(to);
        button(false);
        frames(2);
    }
    void pause(double seconds = 1)
    {
        platform->now += seconds;
        ImGui::GetIO().DeltaTime = static_cast<float>(seconds);
        ImGui::NewFrame();
        app->frame();
        ImGui::Render();
    }

    // The boxes of the n-th occurrence of `words` in the open text.
    std::vector<Box> boxes(const std::string& words, int nth = 0)
    {
        const TextRange range = find(words, nth);
        std::vector<Box> found = app->reading_view().locate(app->session().document, range);
        for (Box& box : found) box = on_screen(box);
        return found;
    }
    TextRange find(const std::string& words, int nth = 0)
    {
        const std::string_view text = app->document()->text->bytes();
        size_t at = text.find(words);
        while (nth-- > 0) at = text.find(words, at + 1);
        return {static_cast<uint32_t>(at), static_cast<uint32_t>(at + words.size())};
    }
    // Drags over the words, from the middle of the first letter's left half to the end of the last.
    void drag_over(const std::string& words, int nth = 0)
    {
        const std::vector<Box> found = boxes(words, nth);
        const Box &first = found.front(), &last = found.back();
        drag({first.x + 1, first.y + first.height / 2}, {last.x + last.width - 1, last.y + last.height / 2});
    }
    ImVec2 middle(const std::string& words, int nth = 0)
    {
        const Box box = boxes(words, nth).front();
        return {box.x + box.width / 2, box.y + box.height / 2};
    }
    std::string selected() { return std::string(app->document()->text->slice(app->session().selection.range())); }
    std::vector<std::string> quotes(const SpanId& id)
    {
        std::vector<std::string> out;
        for (const TextRange range : app->project().set_of(id)->spans.find(id)->at)
            out.emplace_back(app->document()->text->slice(range));
        return out;
    }

    std::shared_ptr<FakePlatform> platform;
    std::unique_ptr<App> app;
    OpenOutcome last_outcome;

private:
    ImGuiContext* context_;
};

}  // namespace glossator
