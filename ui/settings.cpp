#include "ui/settings.h"

#include <algorithm>

#include "core/io/json.h"
#include "ui/commands.h"
#include "ui/language.h"

namespace glossator {

namespace {

constexpr const char* kThemes[] = {"system", "light", "dark", "contrast"};

std::string write(const Settings& s)
{
    Args keys;
    for (const auto& [command, chosen] : s.keys) keys.text(command, chosen);
    return Args()
        .text("language", s.language)
        .text("theme", kThemes[static_cast<size_t>(s.theme)])
        .number("text_size", s.text_size_px)
        .number("measure", s.measure_characters)
        .number("direction", static_cast<double>(s.direction))
        .number("arabic_hand", static_cast<double>(s.arabic_hand))
        .flag("invisible", s.show_invisible)
        .flag("snap", s.snap_to_words)
        .flag("documents", s.show_documents)
        .flag("inspector", s.show_inspector)
        .flag("guidelines", s.show_guidelines)
        .flag("saves_itself", s.saves_itself)
        .flag("hints_done", s.hints_done)
        .number("documents_width", s.documents_width)
        .number("inspector_width", s.inspector_width)
        .json("keys", keys.str())
        .text("switched", s.switched)
        .str();
}

float number_or(JsonValue value, float fallback, float low, float high)
{
    return static_cast<float>(
        std::clamp(value.number().value_or(fallback), static_cast<double>(low), static_cast<double>(high)));
}

bool flag_or(JsonValue value, bool fallback)
{
    return value.is_bool() ? value.boolean() : fallback;
}

}  // namespace

Settings load_settings(Platform& platform)
{
    Settings s;
    const std::string kept = platform.load_setting("settings");
    const Result<JsonDocument> parsed = JsonDocument::parse(kept);
    if (!parsed) return s;
    const JsonValue root = parsed->root();
    for (const LanguageName& known : kLanguages)
        if (root["language"].string() == known.code) s.language = known.code;
    for (size_t i = 0; i < std::size(kThemes); ++i)
        if (root["theme"].string() == kThemes[i]) s.theme = static_cast<ThemeName>(i);
    s.text_size_px = number_or(root["text_size"], s.text_size_px, 12, 40);
    s.measure_characters = number_or(root["measure"], s.measure_characters, 40, 120);
    s.direction = static_cast<BaseDirection>(number_or(root["direction"], 0, 0, 2));
    s.arabic_hand = static_cast<ArabicHand>(number_or(root["arabic_hand"], 0, 0, 2));
    s.show_invisible = flag_or(root["invisible"], s.show_invisible);
    s.snap_to_words = flag_or(root["snap"], s.snap_to_words);
    s.show_documents = flag_or(root["documents"], s.show_documents);
    s.show_inspector = flag_or(root["inspector"], s.show_inspector);
    s.show_guidelines = flag_or(root["guidelines"], s.show_guidelines);
    s.saves_itself = flag_or(root["saves_itself"], s.saves_itself);
    s.hints_done = flag_or(root["hints_done"], s.hints_done);
    s.documents_width = number_or(root["documents_width"], s.documents_width, 160, 480);
    s.inspector_width = number_or(root["inspector_width"], s.inspector_width, 220, 560);
    for (const JsonValue keys : root["keys"].children()) s.keys[std::string(keys.key())] = keys.string();
    s.switched = root["switched"].string();
    return s;
}

void save_settings_if_changed(Platform& platform, const Settings& settings, std::string& kept)
{
    std::string now = write(settings);
    if (now == kept) return;
    if (!kept.empty()) platform.keep_setting("settings", now);
    kept = std::move(now);
}

}  // namespace glossator
