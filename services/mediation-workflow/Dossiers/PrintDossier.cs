using Mediation.EventStore;
using Mediation.ServiceDefaults;
using Mediation.Workflow.Evidence;
using Mediation.Workflow.Forms;
using Mediation.Workflow.Printing;

namespace Mediation.Workflow.Dossiers;

/// <summary>The dossier to print: as a page, and as the PDF that Chromium makes of the same page.</summary>
internal static class PrintDossier
{
    // A page holds its pictures itself, since a browser fetches none with a token; the bound keeps it from becoming a film.
    private const long MostInline = 40 * 1024 * 1024;
    private const string PageMedia = "image/jpeg";

    internal static async Task<IResult> HtmlAsync(
        HttpContext http, Guid id, PrintFactsReader reader, StoreReader store, IBlobs blobs, PaperPages pages)
    {
        if (await FindAsync(http, id, reader, store, blobs, pages) is not { } facts)
        {
            return Problem.From(http, Refusal.Unknown("case"));
        }

        var pictures = new Dictionary<Guid, string>();
        var room = MostInline;
        foreach (var picture in Pictures(facts).TakeWhile(p => (room -= p.Size) >= 0))
        {
            if (await BytesAsync(store, blobs, id, picture, http.RequestAborted) is { } bytes)
            {
                pictures[picture.EvidenceId] = Inline(FileTypes.MediaOf(picture.Type), bytes);
            }
        }

        var page = DossierPage.Of(facts, "data:", shown => shown.Page is null
            ? pictures.GetValueOrDefault(shown.EvidenceId)
            : facts.Bound.Find(shown) is { } drawn ? Inline(PageMedia, drawn) : null);
        Guard(http, page.Policy);
        return Results.Text(page.Html, "text/html; charset=utf-8");
    }

    internal static async Task<IResult> PdfAsync(
        HttpContext http, Guid id, PrintFactsReader reader, StoreReader store, IBlobs blobs, PdfPrinter printer, PaperPages pages)
    {
        if (await FindAsync(http, id, reader, store, blobs, pages) is not { } facts)
        {
            return Problem.From(http, Refusal.Unknown("case"));
        }

        var (pdf, refusal) = await printer.PrintAsync(SheetOf(facts, store, blobs), http.RequestAborted);
        if (pdf is null)
        {
            http.Response.Headers.RetryAfter = "5";
            return Problem.From(http, refusal!);
        }

        Guard(http, "default-src 'none'; sandbox");
        return Results.File(pdf, "application/pdf", $"{facts.Case.CaseNumber}卷宗.pdf");
    }

    internal static Sheet SheetOf(PrintFacts facts, StoreReader store, IBlobs blobs)
    {
        var pictures = Pictures(facts).ToDictionary(p => Sheet.AddressOf(new Picture(p.EvidenceId, "")));
        var drawn = facts.Bound.Files
            .SelectMany(file => file.Value.Drawn.Select((page, i) => (Address: Sheet.AddressOf(new Picture(file.Key, "", i + 1)), Page: page)))
            .ToDictionary(p => p.Address, p => p.Page);
        var html = DossierPage.Of(
            facts, Sheet.Origin,
            shown => Sheet.AddressOf(shown) is var address && (pictures.ContainsKey(address) || drawn.ContainsKey(address)) ? address : null);
        return new Sheet(
            html.Html, html.Policy, pages => Corrections(facts with { Pages = pages }),
            async (address, stop) => drawn.TryGetValue(address, out var page) ? (PageMedia, page)
                : pictures.TryGetValue(address, out var picture) && await BytesAsync(store, blobs, facts.Case.Id, picture, stop) is { } bytes
                    ? (FileTypes.MediaOf(picture.Type), bytes) : null);
    }

    private static async Task<PrintFacts?> FindAsync(
        HttpContext http, Guid id, PrintFactsReader reader, StoreReader store, IBlobs blobs, PaperPages pages)
    {
        var facts = await reader.FindAsync(http, id, names: true);
        return facts is null ? null : facts with
        {
            Bound = await BoundPapers.OfAsync(facts, file => BytesAsync(store, blobs, id, file, http.RequestAborted), pages, http.RequestAborted),
        };
    }

    private static string Inline(string media, byte[] bytes) => $"data:{media};base64,{Convert.ToBase64String(bytes)}";

    private static Dictionary<string, string> Corrections(PrintFacts facts)
    {
        var renderer = new HtmlRenderer(_ => null);
        return DossierBook.Of(facts).Where(p => p.Anchor is "form-catalogue" or "form-back").ToDictionary(p => p.Anchor!, p => renderer.Render([p]));
    }

    private static IEnumerable<EvidenceFiled> Pictures(PrintFacts facts) => facts.Evidence.Select(row => row.Filed).Where(f => FileTypes.IsImage(f.Type));

    private static async Task<byte[]?> BytesAsync(StoreReader store, IBlobs blobs, Guid caseId, EvidenceFiled picture, CancellationToken cancellation)
    {
        if (await blobs.OpenAsync(store, caseId, picture.Sha256, picture.Size, cancellation) is not { } content)
        {
            return null;
        }

        await using (content)
        {
            var bytes = new byte[picture.Size];
            await content.ReadExactlyAsync(bytes, cancellation);
            return bytes;
        }
    }

    private static void Guard(HttpContext http, string policy)
    {
        http.Response.Headers.ContentSecurityPolicy = policy;
        http.Response.Headers.XContentTypeOptions = "nosniff";
        http.Response.Headers.CacheControl = "private, no-store";
        http.Response.Headers["Referrer-Policy"] = "no-referrer";
    }
}
