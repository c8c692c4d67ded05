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
            : facts.Bound.Find(BoundPapers.IdOf(shown)) is { } drawn ? Inline(PageMedia, drawn) : null);
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

        var (pdf, refusal) = await printer.PrintAsync(JobOf(facts, store, blobs), http.RequestAborted);
        if (pdf is null)
        {
            http.Response.Headers.RetryAfter = "5";
            return Problem.From(http, refusal!);
        }

        Guard(http, "default-src 'none'; sandbox");
        return Results.File(pdf, "application/pdf", $"{facts.Case.CaseNumber}卷宗.pdf");
    }

    internal static PrintJob JobOf(PrintFacts facts, StoreReader store, IBlobs blobs)
    {
        var pictures = Pictures(facts).ToDictionary(p => p.EvidenceId);
        var page = DossierPage.Of(
            facts, PrintJob.Origin,
            shown => shown.Page is not null || pictures.ContainsKey(shown.EvidenceId) ? PrintJob.AddressOf(BoundPapers.IdOf(shown)) : null);
        return new PrintJob(page.Html, page.Policy)
        {
            Corrections = pages => Corrections(facts with { Pages = pages }),
            PictureAsync = async (id, stop) => facts.Bound.Find(id) is { } drawn ? (PageMedia, drawn)
                : pictures.TryGetValue(id, out var picture) && await BytesAsync(store, blobs, facts.Case.Id, picture, stop) is { } bytes
                    ? (FileTypes.MediaOf(picture.Type), bytes) : null,
        };
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
