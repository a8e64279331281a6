#include <algorithm>
#include <map>
#include <set>

#include "core/io/cas.h"
#include "core/io/file_name.h"
#include "core/io/offset_unit.h"
#include "core/io/tokens.h"
#include "core/io/webanno_tsv.h"

namespace glossator {

namespace cas {

namespace {

// As the reader of INCEpTION takes it back: "->" as one, the others one by one.
std::string escaped_value(std::string_view text, Losses& losses)
{
    std::string out;
    for (size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if (c == '\t' || c == '\n') {
            out += c == '\t' ? "\\t" : "\\n";
        } else if (c == '\r') {
            losses.add("carriage returns in texts of features", std::string(text.substr(0, i)));
            out += ' ';
        } else if (c == '-' && text.substr(i, 2) == "->") {
            out += "\\->";
            ++i;
        } else {
            if (std::string_view("\\[]|_;*").find(c) != std::string_view::npos) out += '\\';
            out += c;
        }
    }
    return out;
}

std::string escaped_text(std::string_view text)
{
    std::string out;
    for (const char c : text) {
        switch (c) {
        case '\t': out += "\\t"; break;
        case '\f': out += "\\f"; break;
        case '\r': out += "\\r"; break;
        case '\b': out += "\\b"; break;
        case '\\': out += "\\\\"; break;
        default:
            if (static_cast<unsigned char>(c) < 0x20 && c != '\v') out += '\\';
            out += c;
        }
    }
    return out;
}

enum class Kind { Span, Chain, Relation };

struct Layer {
    Kind kind;
    const Type* type;
    std::vector<const Feature*> features;  // those that some structure has, slots last
};

bool is_slot(const Feature& feature)
{
    return feature.range == kArray;
}

class TsvWriter {
public:
    TsvWriter(const Cas& cas, Losses& losses)
        : cas_(cas), losses_(losses), offsets_(*cas.views.front().text, OffsetUnit::Utf16)
    {}

    std::string write()
    {
        number_tokens();
        place_annotations();
        find_layers();
        write_header();
        const std::string_view text = cas_.views.front().text->bytes();
        if (sentences_.empty() && !text.empty()) losses_.add("texts without a word", std::string(text.substr(0, 20)));
        for (size_t i = 0; i < sentences_.size(); ++i) write_sentence(i);
        return std::move(out_);
    }

private:
    struct Unit {
        TextRange at;
        std::string id;                                               // "1-3"
        std::map<const Type*, std::vector<size_t>> annotations = {};  // stacked, in the order of all cells
    };

    void number_tokens()
    {
        for (const Structure& each : cas_.structures) {
            if (each.type == kSentence) sentences_.push_back({*each.at, tokens_.size(), tokens_.size()});
            if (each.type != kToken) continue;
            SentenceTokens& sentence = sentences_.back();
            units_.push_back({*each.at, std::to_string(sentences_.size()) + "-" +
                                            std::to_string(tokens_.size() - sentence.begin + 1)});
            tokens_.push_back(*each.at);
            sentence.end = tokens_.size();
        }
    }

    void place_annotations()
    {
        for (size_t i = 0; i < cas_.structures.size(); ++i) {
            const Structure& each = cas_.structures[i];
            if (!each.at || each.type == kToken || each.type == kSentence || each.type == kMetaData) continue;
            const Type* type = cas_.type(each.type);
            const Value* dependent = each.find("Dependent");
            TokenRange tokens = tokens_of(tokens_, *each.at);  // not empty: see cas_of()
            if (dependent != nullptr) tokens.end = tokens.begin + 1;
            firsts_[i] = tokens.begin;
            if (tokens.end - tokens.begin > 1) needs_id_.insert(i);
            for (size_t t = tokens.begin; t < tokens.end; ++t) units_[t].annotations[type].push_back(i);
        }
        for (const Unit& unit : units_)
            for (const auto& [type, list] : unit.annotations)
                if (list.size() > 1) needs_id_.insert(list.begin(), list.end());
        size_t next = 1;
        std::vector<std::pair<size_t, size_t>> in_order;
        for (const size_t i : needs_id_)
            if (cas_.structures[i].find("Dependent") == nullptr) in_order.emplace_back(firsts_[i], i);
        std::sort(in_order.begin(), in_order.end());
        for (const auto& [first, i] : in_order) ids_[i] = next++;
        size_t chain = 0;
        for (const Structure& each : cas_.structures) {
            const Value* link = each.at ? nullptr : each.find("first");
            if (link == nullptr) continue;
            ++chain;
            for (size_t place = 1; link != nullptr; ++place) {
                chain_places_[link->targets.front()] = {chain, place};
                link = cas_.structures[link->targets.front()].find("next");
            }
        }
    }

    void find_layers()
    {
        std::map<const Type*, std::set<std::string_view>> used;
        for (const Structure& each : cas_.structures)
            if (each.at)
                for (const Value& value : each.values) used[cas_.type(each.type)].insert(value.feature);
        for (const Kind kind : {Kind::Span, Kind::Chain, Kind::Relation})
            for (const Type& type : cas_.types) {
                const auto features = used.find(&type);
                if (features == used.end() || type.name == kMetaData) continue;
                const bool chain = type.name == kCoreferenceLink, relation = type.name == kRelation;
                if (kind != (chain ? Kind::Chain : relation ? Kind::Relation : Kind::Span)) continue;
                Layer layer{kind, &type, {}};
                for (const bool slots : {false, true})
                    for (const Feature& feature : type.features) {
                        const bool text = feature.range == kString;
                        const bool wanted = slots ? is_slot(feature) : text;
                        if (wanted && (chain || features->second.count(feature.name) > 0))
                            layer.features.push_back(&feature);
                    }
                layers_.push_back(std::move(layer));
            }
    }

    void write_header()
    {
        constexpr const char* kPrefix[] = {"#T_SP=", "#T_CH=", "#T_RL="};
        out_ = "#FORMAT=WebAnno TSV 3.3\n";
        for (const Layer& layer : layers_) {
            out_ += kPrefix[static_cast<size_t>(layer.kind)] + layer.type->name;
            for (const Feature* feature : layer.features) {
                if (is_slot(*feature))
                    out_ += "|ROLE_" + layer.type->name + ":" + feature->name + "_" + feature->element + "|" + kSpan;
                else
                    out_ += "|" + feature->name;
            }
            if (layer.kind == Kind::Relation) out_ += std::string("|BT_") + kSpan;
            out_ += '\n';
        }
        out_ += '\n';
    }

    void write_sentence(size_t i)
    {
        const Text& text = *cas_.views.front().text;
        const uint32_t end = i + 1 < sentences_.size() ? sentences_[i + 1].at.begin : text.size();
        TextRange at = sentences_[i].at;
        if (i == 0) {
            const std::string_view before = text.slice({0, at.begin});
            if (before.find_first_not_of(' ') != std::string_view::npos)
                losses_.add("blanks before the first word of a text, but spaces", std::to_string(at.begin) + " bytes");
        }
        if (i + 1 == sentences_.size() || text.slice({at.end, end}) != "\n") at.end = end;
        out_ += '\n';
        std::string_view rest = text.slice(at);
        for (size_t line = 0; line != std::string_view::npos;) {
            line = rest.find('\n');
            out_ += "#Text=" + escaped_text(rest.substr(0, line)) + "\n";
            if (line != std::string_view::npos) rest.remove_prefix(line + 1);
        }
        for (size_t t = sentences_[i].begin; t < sentences_[i].end; ++t) write_unit(units_[t]);
    }

    void write_unit(const Unit& unit)
    {
        out_ += unit.id + "\t" + std::to_string(offsets_.from_byte(unit.at.begin)) + "-" +
                std::to_string(offsets_.from_byte(unit.at.end)) + "\t";
        out_ += cas_.views.front().text->slice(unit.at);
        out_ += '\t';
        for (const Layer& layer : layers_) {
            const auto stacked = unit.annotations.find(layer.type);
            const auto cell = [&](const auto& write_one) {
                if (stacked == unit.annotations.end()) out_ += '_';
                bool first = true;
                if (stacked != unit.annotations.end())
                    for (const size_t i : stacked->second) {
                        if (!first) out_ += '|';
                        first = false;
                        write_one(i);
                    }
                out_ += '\t';
            };
            for (const Feature* feature : layer.features) {
                if (is_slot(*feature)) {
                    cell([&](size_t i) { write_roles(i, *feature); });
                    cell([&](size_t i) { write_targets(i, *feature); });
                } else {
                    cell([&](size_t i) { write_value(i, layer, *feature); });
                }
            }
            if (layer.kind == Kind::Relation) cell([&](size_t i) { write_governor(i); });
        }
        out_ += '\n';
    }

    void write_id(size_t i)
    {
        if (const auto id = ids_.find(i); id != ids_.end()) out_ += "[" + std::to_string(id->second) + "]";
    }

    void write_value(size_t i, const Layer& layer, const Feature& feature)
    {
        const std::string_view text = cas_.structures[i].text(feature.name);
        out_ += text.empty() ? "*" : escaped_value(text, losses_);
        if (layer.kind == Kind::Span) write_id(i);
        if (layer.kind != Kind::Chain) return;
        const auto& [chain, place] = chain_places_[i];
        if (feature.name == "referenceRelation")
            out_ += "->" + std::to_string(chain) + "-" + std::to_string(place);
        else
            out_ += "[" + std::to_string(chain) + "]";
    }

    void write_roles(size_t i, const Feature& feature)
    {
        bool first = true;
        for (const size_t link : cas_.structures[i].find(feature.name)->targets) {
            if (!first) out_ += ';';
            first = false;
            out_ += escaped_value(cas_.structures[link].text("role"), losses_);
        }
        write_id(i);
    }

    void write_targets(size_t i, const Feature& feature)
    {
        bool first = true;
        for (const size_t link : cas_.structures[i].find(feature.name)->targets) {
            if (!first) out_ += ';';
            first = false;
            const size_t target = cas_.structures[link].find("target")->targets.front();
            out_ += units_[firsts_[target]].id;
            write_id(target);
        }
    }

    void write_governor(size_t i)
    {
        const size_t from = cas_.structures[i].find("Governor")->targets.front();
        const size_t to = cas_.structures[i].find("Dependent")->targets.front();
        out_ += units_[firsts_[from]].id;
        const auto from_id = ids_.find(from), to_id = ids_.find(to);
        if (from_id == ids_.end() && to_id == ids_.end()) return;
        out_ += "[" + std::to_string(from_id == ids_.end() ? 0 : from_id->second) + "_" +
                std::to_string(to_id == ids_.end() ? 0 : to_id->second) + "]";
    }

    struct SentenceTokens {
        TextRange at;
        size_t begin, end;
    };

    const Cas& cas_;
    Losses& losses_;
    Offsets offsets_;
    std::string out_;
    std::vector<SentenceTokens> sentences_;
    std::vector<TextRange> tokens_;
    std::vector<Unit> units_;
    std::vector<Layer> layers_;
    std::map<size_t, size_t> firsts_;  // the unit at which an annotation begins
    std::set<size_t> needs_id_;        // annotations over several tokens, or stacked on others of their type
    std::map<size_t, size_t> ids_;
    std::map<size_t, std::pair<size_t, size_t>> chain_places_;
};

}  // namespace

std::string write_webanno_tsv(const Cas& cas, Losses& losses)
{
    return TsvWriter(cas, losses).write();
}

}  // namespace cas

namespace {

bool fits_webanno_tsv(std::string_view, std::string_view bytes)
{
    return bytes.substr(0, 21) == "#FORMAT=WebAnno TSV 3";
}

ReadResult read_tsv(const ReadRequest& request)
{
    const InputFile& file = request.files.front();
    Losses losses;
    const Result<cas::Cas> cas = cas::read_webanno_tsv(file.bytes, losses);
    if (!cas) return refuse(file, cas.error());
    ProjectBuilder builder(request);
    if (Status taken = cas::take_cas(builder, *cas, file.name, losses); !taken) return refuse(file, taken.error());
    builder.document().title.clear();
    Result<Project> project = builder.take();
    if (!project) return refuse(file, project.error());
    return ReadProject{std::move(*project), {}, losses.take()};
}

Result<Exported> write_tsv(const Project& project, const FormatOptions&)
{
    Exported out;
    Losses losses;
    std::set<std::string> taken;
    for (const Document& document : project.documents()) {
        const cas::Cas made = cas::cas_of(project, document, false, losses);
        out.files.push_back({free_name(document.name.empty() ? document.id.text : document.name, ".tsv", taken),
                             cas::write_webanno_tsv(made, losses)});
    }
    count_uncarried(project, cas::kCarried, losses);
    count_other_sets(project, losses);
    out.losses = losses.take();
    return out;
}

Status check_tsv(const Project& project, const Exported& exported, const FormatOptions&)
{
    for (size_t i = 0; i < project.documents().size(); ++i) {
        const Document& document = project.documents()[i];
        Losses losses;
        const Result<cas::Cas> cas = cas::read_webanno_tsv(exported.files.at(i).bytes, losses);
        if (!cas) return fail(cas.error());
        if (Status same = cas::compare(document, exported_set(project, document), *cas); !same) return same;
    }
    return {};
}

}  // namespace

Codec webanno_tsv_codec()
{
    return {{"webanno-tsv3", "WebAnno TSV 3.3, for INCEpTION", {".tsv"}, true, true},
            fits_webanno_tsv,
            nullptr,
            read_tsv,
            write_tsv,
            check_tsv};
}

}  // namespace glossator
