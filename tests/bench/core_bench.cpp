#include <algorithm>
#include <chrono>
#include <cstdio>
#include <fstream>
#include <functional>
#include <string>
#include <vector>

#include "core/edit/compose.h"
#include "core/io/native.h"
#include "core/text/page_layout.h"
#include "core/text/text_shaper.h"
#include "tests/bench/news.h"

// Medians over repeated runs, as JSON; `--write FOLDER` writes the measured files instead, for the page.
namespace glossator {
namespace {

struct Size {
    const char* name;  // of a file
    const char* what;
    size_t bytes;
    size_t spans;
};

constexpr Size kSizes[] = {{"5k", "5 kB, 60 spans", 5'000, 60},
                           {"100k", "100 kB, 2,000 spans", 100'000, 2'000},
                           {"1m", "1 MB, 20,000 spans", 1'000'000, 20'000},
                           {"10m", "10 MB, 200,000 spans", 10'000'000, 200'000}};

struct Row {
    std::string what;
    std::string size;
    double median_ms;
    std::string reference;
    double reference_ms;
};

double median_ms(int runs, const std::function<void()>& work)
{
    std::vector<double> times;
    for (int i = 0; i < runs; ++i) {
        const auto began = std::chrono::steady_clock::now();
        work();
        times.push_back(std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - began).count());
    }
    std::sort(times.begin(), times.end());
    return times[times.size() / 2];
}

// The reading face, or no face if it isn't there: then every character is a box.
FontLibrary reading_fonts()
{
    FontLibrary fonts;
    std::ifstream in(GLOSSATOR_FONTS "/text.ttf", std::ios::binary);
    if (auto face = FontFace::make(std::string(std::istreambuf_iterator<char>(in), {})))
        fonts.set_base(FontStyle::Reading, std::move(*face));
    else
        std::fprintf(stderr, "The reading face isn't there: what is laid out are boxes.\n");
    return fonts;
}

// The plainest thing that could be done with a file: read every byte once.
double touch_ms(const std::string& bytes)
{
    volatile size_t newlines = 0;
    return median_ms(9, [&] { newlines = static_cast<size_t>(std::count(bytes.begin(), bytes.end(), '\n')); });
}

void measure(const Size& measured, Scripts scripts, std::vector<Row>& rows)
{
    const std::string size = std::string(measured.what) + (scripts == Scripts::Mixed ? ", mixed scripts" : "");
    const Project project = news_project(measured.bytes, measured.spans, scripts);
    const std::string file = write_native(project);
    const int runs = measured.bytes > 2'000'000 ? 5 : 15;
    const double touch = touch_ms(file);
    rows.push_back({"write the native file", size, median_ms(runs, [&] { (void)write_native(project); }),
                    "count its lines", touch});
    rows.push_back({"read it, every rule checked", size, median_ms(runs, [&] { (void)read_native(file); }),
                    "count its lines", touch});

    const AnnotationSet& set = *project.sets().front();
    const Document& document = project.documents().front();
    const uint32_t middle = document.text->size() / 2;
    std::vector<const Span*> found;
    rows.push_back({"spans of a screen (4 kB)", size,
                    median_ms(101,
                              [&] {
                                  found.clear();
                                  set.spans.overlapping({middle, middle + 4096}, found);
                              }),
                    "scan all spans", median_ms(9, [&] {
                        size_t n = 0;
                        set.spans.for_each([&](const Span& s) { n += s.begin() < middle; });
                        volatile size_t keep = n;
                        (void)keep;
                    })});

    FontLibrary fonts = reading_fonts();
    TextShaper shaper(fonts);
    rows.push_back({"open the layout, lay out a screen in its middle", size,
                    median_ms(runs,
                              [&] {
                                  PageLayout page(document.text, shaper, {});
                                  const uint32_t first = page.paragraph_at(page.height() / 2);
                                  for (uint32_t p = first; p < std::min(first + 20, page.paragraphs()); ++p)
                                      (void)page.paragraph(p);
                              }),
                    "count its lines", touch_ms(std::string(document.text->bytes()))});

    History history(news_project(measured.bytes, measured.spans, scripts));
    IdMaker ids(history.project());
    const TextRange at = set.spans.at(set.spans.size() / 2).at.front();
    const auto label_and_undo = [&] {
        Result<Composed> made =
            create_span({history.project(), ids, SetId("t-1"), {}}, LabelId("PERSON"), {{at.begin, at.end}});
        (void)history.run(std::move(made->step));
        (void)history.undo();
    };
    rows.push_back({"label a span and undo it", size, median_ms(101, label_and_undo), "", 0});
}

bool write_file(const std::string& path, const Project& project)
{
    const std::string file = write_native(project);
    std::ofstream out(path, std::ios::binary);
    out.write(file.data(), static_cast<std::streamsize>(file.size()));
    if (!out.flush()) std::fprintf(stderr, "%s could not be written.\n", path.c_str());
    return static_cast<bool>(out);
}

bool write_files(const std::string& folder)
{
    bool written = true;
    for (const Size& size : kSizes) {
        const std::string path = folder + "/" + size.name;
        written = write_file(path + "-latin.glossator.json", news_project(size.bytes, size.spans, Scripts::Latin)) &&
                  write_file(path + "-mixed.glossator.json", news_project(size.bytes, size.spans, Scripts::Mixed)) &&
                  written;
    }
    written = write_file(folder + "/newsroom.glossator.json", newsroom_project(1'000, 5'000, 60, 2'000)) && written;
    for (size_t i = 0; i < kBadInputs; ++i) {
        const BadInput input = bad_input(i);
        written = write_file(folder + "/bad-" + input.name + ".glossator.json", bad_project(input)) && written;
    }
    return written;
}

bool write_json(const std::vector<Row>& rows, const std::string& path)
{
    std::ofstream out(path);
    out << "{\"native\":[";
    for (size_t i = 0; i < rows.size(); ++i)
        out << (i ? ",\n" : "\n") << "{\"what\":\"" << rows[i].what << "\",\"document\":\"" << rows[i].size
            << "\",\"median_ms\":" << rows[i].median_ms << ",\"reference\":\"" << rows[i].reference
            << "\",\"reference_ms\":" << rows[i].reference_ms << "}";
    out << "]}\n";
    return static_cast<bool>(out.flush());
}

}  // namespace
}  // namespace glossator

int main(int count, char** arguments)
{
    using namespace glossator;
    const std::string option = count == 3 ? arguments[1] : "";
    if (option == "--write") return write_files(arguments[2]) ? 0 : 1;
    if (option != "--json") {
        std::fprintf(stderr, "glossator_bench --json FILE | --write FOLDER\n");
        return 2;
    }
    std::vector<Row> rows;
    for (const Size& size : kSizes) measure(size, Scripts::Latin, rows);
    measure(kSizes[3], Scripts::Mixed, rows);
    return write_json(rows, arguments[2]) ? 0 : 1;
}
