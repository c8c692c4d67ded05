using System.Globalization;
using Mediation.Workflow.Evidence;
using Mediation.Workflow.Forms;

namespace Mediation.Workflow.Dossiers;

/// <summary>The whole dossier as papers in binding order: cover, catalogue, then what fills the slots.</summary>
internal static class DossierBook
{
    internal static IReadOnlyList<Paper> Of(PrintFacts facts) =>
    [
        ClosingForms.Cover(facts),
        Catalogue.Of(facts),
        .. DossierContents.Of(facts).SelectMany(slot => slot.Documents).SelectMany(document => Of(facts, document)),
    ];

    private static IEnumerable<Paper> Of(PrintFacts facts, DossierDocument document) => document.Form is { } form
        ? FormCatalog.Find(form)!.Papers(facts).Select((paper, i) => i == 0 ? paper with { Anchor = document.Anchor } : paper)
        : [OfFile(facts, document, document.File!)];

    // A picture is bound as it is, a PDF page by page; of what cannot be printed, a slip says what it is and how to know it again.
    private static Paper OfFile(PrintFacts facts, DossierDocument document, EvidenceFiled file) => new(DossierSlots.NameOf(file.Slot),
    [
        new Field("名称", document.Title),
        new Pair(new("类型", FileTypes.MediaOf(file.Type)), new("大小", $"{file.Size.ToString("#,##0", CultureInfo.InvariantCulture)}字节")),
        new Field("提交时间", PrintFacts.Minute(file.At)),
        new Field("校验值（SHA-256）", file.Sha256),
        .. FileTypes.IsImage(file.Type) ? [new Picture(file.EvidenceId, document.Title)]
            : facts.Bound.Files.GetValueOrDefault(file.EvidenceId) is { } paper ? Pages(document, file, paper)
            : Array.Empty<Block>(),
    ], document.Anchor);

    private static IEnumerable<Block> Pages(DossierDocument document, EvidenceFiled file, BoundPaper paper) =>
    [
        new Field(
            "页数", paper.Drawn.Count == paper.Pages ? $"{paper.Pages}页" : $"{paper.Pages}页，其中前{paper.Drawn.Count}页附后，其余见电子文件"),
        .. paper.Drawn.Select((_, i) => new Picture(file.EvidenceId, $"{document.Title}（第{i + 1}页，共{paper.Pages}页）", i + 1)),
    ];
}
