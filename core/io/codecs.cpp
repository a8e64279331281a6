#include <algorithm>

#include "core/io/bioc.h"
#include "core/io/brat.h"
#include "core/io/chat.h"
#include "core/io/codec.h"
#include "core/io/conll2012.h"
#include "core/io/conllu.h"
#include "core/io/docbin.h"
#include "core/io/doccano.h"
#include "core/io/gliner.h"
#include "core/io/graphml.h"
#include "core/io/html.h"
#include "core/io/hugging_face.h"
#include "core/io/iob.h"
#include "core/io/label_studio.h"
#include "core/io/medtator.h"
#include "core/io/parc.h"
#include "core/io/prodigy.h"
#include "core/io/pubannotation.h"
#include "core/io/pubtator.h"
#include "core/io/spacy.h"
#include "core/io/tables.h"
#include "core/io/tei.h"
#include "core/io/uima.h"
#include "core/io/web_annotation.h"
#include "core/io/webanno_tsv.h"

namespace glossator {

const std::vector<Codec>& codecs()
{
    static const std::vector<Codec> kCodecs = {
        brat_codec(),      webanno_tsv_codec(),   uima_xmi_codec(),       uima_json_codec(), bioc_xml_codec(),
        bioc_json_codec(), pubannotation_codec(), web_annotation_codec(), pubtator_codec(),  label_studio_codec(),
        bilou_codec(),     conll2003_codec(),     iob2_codec(),           csv_codec(),       tsv_codec(),
        doccano_codec(),   gliner_codec(),        conllu_codec(),         conll2012_codec(), graphml_codec(),
        tei_codec(),       medtator_codec(),      parc_codec(),           spacy_codec(),     docbin_codec(),
        prodigy_codec(),   hf_tokens_codec(),     hf_spans_codec(),       chat_codec(),      html_codec(),
    };
    return kCodecs;
}

std::string option_of(const Format& format, const FormatOptions& options, std::string_view name)
{
    const auto set = options.find(std::string(name));
    if (set != options.end()) return set->second;
    for (const FormatOption& option : format.options)
        if (name == option.name && !option.values.empty()) return option.values.front();
    return {};
}

std::string ReadRequest::option(const Format& format, std::string_view name) const
{
    return option_of(format, options, name);
}

const InputFile* ReadRequest::find(std::string_view name) const
{
    const auto found =
        std::find_if(files.begin(), files.end(), [&](const InputFile& file) { return file.name == name; });
    return found == files.end() ? nullptr : &*found;
}

}  // namespace glossator
