#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstring>
#include <fstream>
#include <functional>
#include <random>
#include <string>
#include <vector>

#include "core/edit/compose.h"
#include "core/io/native.h"
#include "core/model/project_writer.h"
#include "core/text/page_layout.h"
#include "core/text/text_shaper.h"

// Medians over repeated runs, as a Markdown table on standard output and as JSON for comparison.
namespace glossator {
namespace {

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

std::string news_text(size_t bytes)
{
    constexpr const char* words[] = {"the",       "minister", "said",    "on",     "Monday",  "that",
                                     "officials", "would",    "reopen",  "line",   "Harbour", "before",
                                     "winter",    "council",  "million", "crowns", "while"};
    std::mt19937 rng(7);
    std::string text;
    int in_sentence = 0;
    while (text.size() < bytes) {
        text += words[rng() % std::size(words)];
        const bool ends = ++in_sentence % 17 == 0;
        text += ends ? (in_sentence % 68 == 0 ? ".\n" : ". ") : " ";
    }
    return text;
}

Project make_project(size_t bytes, size_t spans)
{
    Project project;
    ProjectWriter writer(project);
    ProjectInfo info;
    info.id = ProjectId("p-bench");
    writer.set_info(info);
    Schema schema;
    schema.labels.push_back({LabelId("PERSON"), "entity", "Person", "#1b9e77", "p", {}, {}});
    writer.set_schema(schema);
    writer.put(Annotator{AnnotatorId("a"), "A", "human", {}});
    Document document;
    document.id = DocumentId("d-1");
    document.name = "bench.txt";
    document.text = *Text::make(news_text(bytes));
    const uint32_t size = document.text->size();
    writer.put(std::move(document));
    SetInfo set_info;
    set_info.id = SetId("t-1");
    set_info.document = DocumentId("d-1");
    set_info.by = AnnotatorId("a");
    AnnotationSet& set = writer.put(set_info);
    std::vector<Span> all;
    for (size_t i = 0; i < spans; ++i) {
        Span span;
        span.id = SpanId("s-" + std::to_string(i + 1));
        span.label = LabelId("PERSON");
        const auto begin = static_cast<uint32_t>(static_cast<double>(i) / static_cast<double>(spans) * (size - 40));
        span.at = {{begin, begin + 5 + static_cast<uint32_t>(i % 30)}};
        all.push_back(std::move(span));
    }
    writer.assign(set, std::move(all));
    return project;
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

void measure(size_t bytes, size_t spans, const std::string& size, std::vector<Row>& rows)
{
    const Project project = make_project(bytes, spans);
    const std::string file = write_native(project);
    const int runs = bytes > 2'000'000 ? 5 : 15;
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

    History history(make_project(bytes, spans));
    IdMaker ids(history.project());
    const auto label_and_undo = [&] {
        Result<Composed> made =
            create_span({history.project(), ids, SetId("t-1"), {}}, LabelId("PERSON"), {{middle, middle + 3}});
        (void)history.run(std::move(made->step));
        (void)history.undo();
    };
    rows.push_back({"label a span and undo it", size, median_ms(101, label_and_undo), "", 0});
}

void print(const std::vector<Row>& rows, const char* json_path)
{
    std::printf("| what | document | median, ms | reference | its median, ms |\n|---|---|---|---|---|\n");
    for (const Row& r : rows) {
        const std::string reference = r.reference.empty() ? "" : std::to_string(r.reference_ms);
        std::printf("| %s | %s | %.4f | %s | %s |\n", r.what.c_str(), r.size.c_str(), r.median_ms, r.reference.c_str(),
                    reference.c_str());
    }
    if (!json_path) return;
    std::ofstream out(json_path);
    out << "{\"native\":[";
    for (size_t i = 0; i < rows.size(); ++i)
        out << (i ? "," : "") << "{\"what\":\"" << rows[i].what << "\",\"document\":\"" << rows[i].size
            << "\",\"median_ms\":" << rows[i].median_ms << ",\"reference\":\"" << rows[i].reference
            << "\",\"reference_ms\":" << rows[i].reference_ms << "}";
    out << "]}\n";
}

}  // namespace
}  // namespace glossator

int main(int count, char** arguments)
{
    using namespace glossator;
    const char* json = count == 3 && std::strcmp(arguments[1], "--json") == 0 ? arguments[2] : nullptr;
    std::vector<Row> rows;
    measure(5'000, 60, "5 kB, 60 spans", rows);
    measure(100'000, 2'000, "100 kB, 2,000 spans", rows);
    measure(1'000'000, 20'000, "1 MB, 20,000 spans", rows);
    measure(10'000'000, 200'000, "10 MB, 200,000 spans", rows);
    print(rows, json);
}
