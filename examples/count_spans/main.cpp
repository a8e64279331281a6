// Reads a file of any format that Glossator reads, and counts its spans by label.

#include <fstream>
#include <iostream>
#include <iterator>
#include <map>

#include "core/io/file_name.h"
#include "core/io/formats.h"

int main(int argc, char** argv)
{
    using namespace glossator;
    if (argc != 2) {
        std::cerr << "usage: count_spans FILE\n";
        return 2;
    }
    const std::string name = argv[1];
    std::ifstream file(name, std::ios::binary);
    const std::string bytes{std::istreambuf_iterator<char>(file), {}};

    std::vector<std::string> notes;
    const auto project = import_file(name, bytes, {}, notes);
    if (!project) {
        for (const Error& error : project.error()) std::cerr << place(name, bytes, error) << '\n';
        return 1;
    }
    std::map<LabelId, size_t> by_label;
    size_t spans = 0;
    for (const auto& set : project->sets()) {
        spans += set->spans.size();
        set->spans.for_each([&](const Span& span) { ++by_label[span.label]; });
    }
    std::cout << without_folders(name) << ": " << spans << " spans\n";
    for (const auto& [label, count] : by_label) std::cout << label.text << ' ' << count << '\n';
    return 0;
}
