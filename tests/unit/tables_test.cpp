#include "core/io/native.h"
#include "tests/unit/codec_trips.h"

// CSV and TSV: tables of spans, relations, attributions and claims.
namespace glossator {
namespace {

using namespace worlds;

const std::string& file(const Exported& exported, std::string_view name)
{
    const auto found = std::find_if(exported.files.begin(), exported.files.end(),
                                    [&](const ExportedFile& each) { return each.name == name; });
    REQUIRE(found != exported.files.end());
    return found->bytes;
}

TEST_CASE("tables: a row for each span of every annotator, relation, attribution, and claim with its source")
{
    const Exported exported = export_project(ferry_project(), "csv").value();
    CHECK(file(exported, "spans.csv")
              .find("d-1,mira,annotator,s-1,PERSON,26,43,26-43,Mayor Ilse Okonjo,e-1,Ilse Okonjo,,,,,name\r\n") !=
          std::string::npos);
    CHECK(file(exported, "spans.csv").find("the line … will cost 41 million crowns,,,c-1,same,") != std::string::npos);
    CHECK(file(exported, "spans.csv").find("d-1,tagger,model,s-9,PERSON,") != std::string::npos);
    CHECK(file(exported, "relations.csv") ==
          "document,annotator,id,type,from,to,from_text,to_text\r\n"
          "d-1,mira,r-1,member_of,s-1,s-3,Mayor Ilse Okonjo,Harbour Board\r\n");
    CHECK(
        file(exported, "attributions.csv")
            .find("d-1,mira,a-2,a-1,s-5,s-4,s-2,,Mayor Ilse Okonjo,said,the line … will cost 41 million crowns,\r\n") !=
        std::string::npos);
    // The mayor is a source in words only, but a mention of an entity stands at the same place.
    CHECK(file(exported, "claims.csv") ==
          "claim,claim_text,source,source_name,document,annotator,attributions\r\n"
          "c-1,The line will cost 41 million crowns.,e-1,Ilse Okonjo,d-1,mira,1\r\n"
          "c-1,The line will cost 41 million crowns.,,the agency,d-1,mira,1\r\n");
    CHECK(loses(exported.losses, "texts of documents"));
}

TEST_CASE("tables: fields with the format's own marks are read back by the check")
{
    Project project = empty_project();
    ProjectWriter writer(project);
    writer.put(document("d-1", "=1+1, \"so\"\t\\n \U0001F44D\r\nend"));
    AnnotationSet& set = writer.put(set_info("t-1", "d-1", "mira"));
    writer.put(set, span("s-1", "PERSON", {{0, project.documents()[0].text->size()}}));
    writer.put(set, span(project.documents()[0], "s-2", "ORG", {"=1", "end"}));
    const Exported csv = export_project(project, "csv").value();
    CHECK(file(csv, "spans.csv").find("0-20,\"'=1+1, \"\"so\"\"\t\\n \U0001F44D\r\nend\",") != std::string::npos);
    const Exported tsv = export_project(project, "tsv").value();
    CHECK(file(tsv, "spans.tsv").find("0-20\t=1+1, \"so\"\\t\\\\n \U0001F44D\\r\\nend\t") != std::string::npos);
    CHECK(file(tsv, "spans.tsv").find("\t0-2;17-20\t=1 … end\t") != std::string::npos);
    CHECK(notices(project, "csv", "0-20", "0-17"));
    CHECK(notices(project, "tsv", "0-2;17-20", "0-2;16-19"));
}

TEST_CASE("tables: any project is written, and stands at its places")
{
    for (const char* format : {"csv", "tsv"}) {
        if (const auto gold = test_files::shared("corpus/gold.glossator.json"))
            CHECK(export_project(read_native(*gold).value(), format));
        for (uint32_t seed = 0; seed < 30; ++seed) {
            CAPTURE(seed);
            const Result<Exported> exported = export_project(random_project(seed), format);
            REQUIRE(exported);
            CHECK(exported->files.size() == 4);
        }
        CHECK(!format_named(format)->reads);
    }
}

}  // namespace
}  // namespace glossator
