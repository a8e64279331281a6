#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <functional>
#include <iterator>
#include <string>
#include <utility>
#include <vector>

#include "core/edit/compose.h"
#include "core/io/native.h"
#include "core/text/page_layout.h"
#include "core/text/segmentation.h"
#include "core/text/text_shaper.h"
#include "tests/bench/news.h"

// The paths on which nobody waits, one at a time, for a program that counts instructions: everything inside counted()
// is the path, all else preparation. Without arguments the names of the paths; with a number, that path.
namespace {

[[gnu::noinline]] void counted(const std::function<void()>& path)
{
    path();
}

}  // namespace

namespace glossator {
namespace {

struct Path {
    const char* name;
    std::function<void()> run;
};

FontLibrary reading_fonts()
{
    FontLibrary fonts;
    std::ifstream in(GLOSSATOR_FONTS "/text.ttf", std::ios::binary);
    if (auto face = FontFace::make(std::string(std::istreambuf_iterator<char>(in), {})))
        fonts.set_base(FontStyle::Reading, std::move(*face));
    return fonts;
}

void lay_out_screen(PageLayout& page)
{
    const uint32_t first = page.paragraph_at(page.height() / 2);
    for (uint32_t p = first; p < std::min(first + 20, page.paragraphs()); ++p) (void)page.paragraph(p);
}

std::vector<Path> paths()
{
    const auto project = [](Scripts scripts) { return news_project(100'000, 2'000, scripts); };
    const auto read = [project](Scripts scripts) {
        const std::string file = write_native(project(scripts));
        counted([&] { (void)read_native(file); });
    };
    // A screen that is laid out for the first time, or whose words have been met before.
    const auto layout = [project](bool again) {
        const Project news = project(Scripts::Latin);
        FontLibrary fonts = reading_fonts();
        TextShaper shaper(fonts);
        const auto open = [&] {
            PageLayout page(news.documents().front().text, shaper, {});
            lay_out_screen(page);
        };
        if (again) open();
        counted(open);
    };
    return {{"read the native file", [read] { read(Scripts::Latin); }},
            {"read the native file, mixed scripts", [read] { read(Scripts::Mixed); }},
            {"write the native file",
             [project] {
                 const Project news = project(Scripts::Latin);
                 counted([&] { (void)write_native(news); });
             }},
            {"find the spans of a screen",
             [project] {
                 const Project news = project(Scripts::Latin);
                 std::vector<const Span*> found;
                 counted([&] { news.sets().front()->spans.overlapping({50'000, 54'096}, found); });
             }},
            {"shape and lay out a screen", [layout] { layout(false); }},
            {"lay out a screen of known words", [layout] { layout(true); }},
            {"find the sentence, word and cluster at a place",
             [project] {
                 const Project news = project(Scripts::Latin);
                 const Text& text = *news.documents().front().text;
                 counted([&] {
                     for (const TextUnit unit : {TextUnit::Sentence, TextUnit::Word, TextUnit::Grapheme})
                         (void)unit_at(text, 50'000, unit);
                 });
             }},
            {"label a word and undo it", [project] {
                 History history(project(Scripts::Latin));
                 IdMaker ids(history.project());
                 const TextRange at = history.project().sets().front()->spans.at(1'000).at.front();
                 counted([&] {
                     Result<Composed> made =
                         create_span({history.project(), ids, SetId("t-1"), {}}, LabelId("PERSON"), {at});
                     (void)history.run(std::move(made->step));
                     (void)history.undo();
                 });
             }}};
}

}  // namespace
}  // namespace glossator

int main(int count, char** arguments)
{
    const std::vector<glossator::Path> all = glossator::paths();
    if (count != 2) {
        for (const glossator::Path& path : all) std::puts(path.name);
        return 0;
    }
    const size_t index = std::strtoul(arguments[1], nullptr, 10);
    if (index >= all.size()) return 2;
    all[index].run();
}
