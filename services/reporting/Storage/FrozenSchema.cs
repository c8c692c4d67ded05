using Mediation.EventStore;
using Mediation.Reporting.Publications;
using Mediation.Reporting.Sheets;

namespace Mediation.Reporting.Storage;

/// <summary>What is kept of publications and closed sheets.</summary>
internal static class FrozenSchema
{
    private const string Columns =
        """
        alter table mt_doc_publication
            add column if not exists area_code text collate "C" generated always as (data ->> 'areaCode') stored,
            add column if not exists year      int generated always as ((data ->> 'year')::int) stored,
            add column if not exists serial    int generated always as ((data ->> 'serial')::int) stored;
        create unique index if not exists mt_doc_publication_number on mt_doc_publication (area_code, year, serial);
        create index if not exists mt_doc_publication_by_area on mt_doc_publication (area_code, id);
        alter table mt_doc_sheet_closing
            add column if not exists area_code text collate "C" generated always as (data ->> 'areaCode') stored,
            add column if not exists sheet     text collate "C" generated always as (data ->> 'sheet') stored,
            add column if not exists month     text collate "C" generated always as (data ->> 'month') stored;
        create index if not exists mt_doc_sheet_closing_of on mt_doc_sheet_closing (sheet, area_code, month);
        create index if not exists mt_doc_sheet_closing_by_area on mt_doc_sheet_closing (area_code, id);
        """;

    internal static EventStoreOptions AddFrozen(this EventStoreOptions options) => options
        .Aggregate<Publication>("publication", ReportingJson.Default)
        .Events(ReportingJson.Default, typeof(FiguresPublished), typeof(PublicationRevised))
        .Aggregate<SheetClosing>("sheet_closing", ReportingJson.Default)
        .Events(ReportingJson.Default, typeof(SheetClosed), typeof(SheetCorrected))
        .Script(Columns)
        .Script(Frozen.Schema)
        .ScopedByArea<Publication>("area_code")
        .ScopedByArea<SheetClosing>("area_code")
        .ScopedTable(Frozen.Table, "area")
        .AppendOnlyTable(Frozen.Table);
}
