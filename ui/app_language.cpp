#include "ui/app.h"
#include "ui/language.h"

// App's parts for files that come when they are wanted: fonts, and the words of a language.
namespace glossator {

namespace {

std::string language_file(const std::string& code)
{
    return "languages/" + code + ".json";
}

}  // namespace

void App::handle(Platform::AssetLoaded&& asset)
{
    constexpr std::string_view kFonts = "fonts/";
    if (asset.path.starts_with(kFonts))
        text_.font_loaded(asset.path.substr(kFonts.size()), std::move(asset.bytes));
    else if (asset.path == language_file(wanted_language_) && !asset.bytes.empty())
        take_language(asset);
}

void App::take_language(const Platform::AssetLoaded& asset)
{
    Result<Language> read = Language::read(asset.bytes);
    if (!read) return report({Problem::Severity::Error, asset.path, {}, sentence(read.error().message)});
    language_ = std::make_unique<Language>(std::move(*read));
    interface_.language = language_.get();
}

// The interface speaks the language that is chosen as soon as its words are there.
void App::look_at_language()
{
    const std::string& chosen = session_.settings.language;
    const std::string_view wanted = chosen.empty() ? language_for(system_languages_) : chosen;
    if (wanted != wanted_language_) {
        wanted_language_ = wanted;
        language_.reset();
        if (wanted != kLanguages[0].code) platform_.request_asset(language_file(wanted_language_));
    }
    interface_.language = language_.get();
    interface_.controls = &controls_;
    use(interface_);
}

}  // namespace glossator
