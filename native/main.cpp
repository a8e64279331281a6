#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <string>
#include <vector>

#include "core/io/native.h"
#include "glossator_assets.h"
#include "native/files.h"
#include "native/window.h"

namespace {

using namespace glossator;
namespace fs = std::filesystem;

constexpr const char* kUsage =
    "glossator-desktop [--screenshot FILE.png] [FILE…]\n"
    "  FILE is a text, a project (.glossator.json) or a folder of them.\n"
    "  --screenshot FILE.png  write what the window shows, and end\n"
    "  --version\n";

struct Options {
    std::vector<std::string> files;
    std::string screenshot;
};

// Where the fonts and the sample lie: named by the environment, beside the program, or where it was built.
fs::path find_assets(const char* program)
{
    std::vector<fs::path> places;
    if (const char* named = std::getenv("GLOSSATOR_ASSETS")) places.emplace_back(named);
    std::error_code unknown;
    const fs::path self = fs::read_symlink("/proc/self/exe", unknown);
    places.push_back((unknown ? fs::path(program) : self).parent_path().parent_path() / "share/glossator");
    for (const fs::path& place : places)
        if (fs::is_directory(place / "fonts")) return place;
    return {};
}

fs::path fonts_in(const fs::path& assets)
{
    return assets.empty() ? fs::path(GLOSSATOR_FONTS) : assets / "fonts";
}

Assets load_assets(const fs::path& folder)
{
    const fs::path fonts = fonts_in(folder);
    const fs::path samples = folder.empty() ? fs::path(GLOSSATOR_SAMPLES) : folder / "sample";
    Assets assets;
    assets.fonts.interface_regular = read_file(fonts / "ui.otf").value_or("");
    assets.fonts.interface_semibold = read_file(fonts / "ui-semibold.otf").value_or("");
    assets.fonts.reading_regular = read_file(fonts / "text.ttf").value_or("");
    assets.fonts.packs = kFontPacks;
    assets.schema_packs.assign(std::begin(kSchemaPacks), std::end(kSchemaPacks));
    assets.attribution_rules = kAttributionRules;
    assets.sample = read_file(samples / "harbour.glossator.json").value_or("");
    return assets;
}

std::vector<std::string> asset_folders(const fs::path& folder)
{
    if (!folder.empty()) return {folder.string()};
    return {fs::path(GLOSSATOR_FONTS).parent_path().string(), fs::path(GLOSSATOR_SAMPLES).parent_path().string()};
}

int refuse(const std::string& sentence, int code)
{
    std::fprintf(stderr, "glossator-desktop: %s\n", sentence.c_str());
    return code;
}

}  // namespace

int main(int argc, char** argv)
{
    Options options;
    for (int i = 1; i < argc; ++i) {
        const std::string word = argv[i];
        if (word == "--version") return std::printf("glossator %s\n", kVersion), 0;
        if (word == "--help") return std::fputs(kUsage, stdout), 0;
        if (word == "--screenshot" && i + 1 < argc)
            options.screenshot = argv[++i];
        else if (word.starts_with("--"))
            return std::fputs(kUsage, stderr), refuse("There is no option " + word + ".", 2);
        else
            options.files.push_back(word);
    }
    const fs::path folder = find_assets(argv[0]);
    Result<std::unique_ptr<Window>> window = Window::open(options.files, load_assets(folder), asset_folders(folder));
    if (!window) return refuse(window.error().message, 1);
    if (options.screenshot.empty()) return (*window)->run(), 0;
    const Status written = (*window)->screenshot(options.screenshot);
    return written ? 0 : refuse(written.error().message, 1);
}
