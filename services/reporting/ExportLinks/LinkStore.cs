using System.Text.Json;
using System.Text.Json.Serialization;
using Mediation.EventStore;

namespace Mediation.Reporting.ExportLinks;

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(ExportLink))]
[JsonSerializable(typeof(LinkMade))]
[JsonSerializable(typeof(LinkRevoked))]
internal sealed partial class LinkJson : JsonSerializerContext;

/// <summary>How links are stored, and the columns that the list reads by.</summary>
internal static class LinkStore
{
    internal static EventStoreOptions AddExportLinks(this EventStoreOptions options) => options
        .Aggregate<ExportLink>("export_link", LinkJson.Default)
        .Events(LinkJson.Default, typeof(LinkMade), typeof(LinkRevoked))
        .Script(
            """
            alter table mt_doc_export_link
                add column if not exists actor text generated always as (data -> 'maker' ->> 'actor') stored,
                add column if not exists area  text collate "C" generated always as (data ->> 'area') stored;
            create index if not exists mt_doc_export_link_actor on mt_doc_export_link (actor, id);
            """)
        .ScopedByArea<ExportLink>("area");
}
