using System.Security.Cryptography;
using System.Text;
using Mediation.Workflow.Evidence;
using Mediation.Workflow.Forms;
using Mediation.Workflow.Printing;

namespace Mediation.Workflow.Dossiers;

/// <summary>The PDF files of a dossier with their pages as pictures, as far as they are bound.</summary>
internal sealed record BoundPapers(IReadOnlyDictionary<Guid, BoundPaper> Files)
{
    private readonly Dictionary<Guid, byte[]> _pages = Files
        .SelectMany(file => file.Value.Drawn.Select((page, i) => (Id: IdOf(new Picture(file.Key, "", i + 1)), Page: page)))
        .ToDictionary(p => p.Id, p => p.Page);

    // All pages at 80 to 400 kilobytes each are in memory while a dossier is printed.
    private const int MostPages = 150;

    internal static readonly BoundPapers None = new(new Dictionary<Guid, BoundPaper>());

    internal static async Task<BoundPapers> OfAsync(
        PrintFacts facts, Func<EvidenceFiled, Task<byte[]?>> read, PaperPages pages, CancellationToken cancellation)
    {
        var bound = new Dictionary<Guid, BoundPaper>();
        var room = MostPages;
        foreach (var file in facts.Evidence.Select(row => row.Filed).Where(f => f.Type == FileType.Pdf))
        {
            if (room > 0 && await read(file) is { } pdf && await pages.CountAsync(pdf, cancellation) is > 0 and var count)
            {
                var drawn = await Task.WhenAll(
                    Enumerable.Range(1, Math.Min(Math.Min(count, PaperPages.MostPages), room)).Select(page => pages.DrawAsync(pdf, page, cancellation)));
                // Up to the first that cannot be drawn, so that none is missing in between unsaid.
                var whole = drawn.TakeWhile(page => page is not null).OfType<byte[]>().ToList();
                room -= whole.Count;
                if (whole.Count > 0)
                {
                    bound[file.EvidenceId] = new BoundPaper(count, whole);
                }
            }
        }

        return new BoundPapers(bound);
    }

    /// <summary>All of a file is on paper.</summary>
    internal bool HasAllOf(Guid file) => Files.GetValueOrDefault(file) is { } paper && paper.Drawn.Count == paper.Pages;

    /// <summary>By which a picture is asked for: a file's own id, or one of the page's own.</summary>
    internal static Guid IdOf(Picture picture) => picture.Page is { } page
        ? new(SHA256.HashData(Encoding.UTF8.GetBytes($"page|{picture.EvidenceId:N}|{page}")).AsSpan(0, 16), bigEndian: true)
        : picture.EvidenceId;

    internal byte[]? Find(Guid id) => _pages.GetValueOrDefault(id);
}

/// <param name="Pages">How many the file has.</param>
/// <param name="Drawn">JPEG of each that is bound, from the first.</param>
internal sealed record BoundPaper(int Pages, IReadOnlyList<byte[]> Drawn);
