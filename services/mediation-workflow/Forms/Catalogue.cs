using System.Globalization;
using Mediation.Workflow.Dossiers;

namespace Mediation.Workflow.Forms;

/// <summary>The list of what is bound, with its pages once they are known; empty slots are left out.</summary>
internal static class Catalogue
{
    internal static Paper Of(PrintFacts facts)
    {
        var documents = DossierContents.Of(facts).SelectMany(slot => slot.Documents).ToList();
        var next = documents.Skip(1).Select(d => facts.Pages?.First.GetValueOrDefault(d.Anchor)).Append(facts.Pages?.Total + 1).ToList();
        return new("卷内目录",
        [
            new Grid("", ["序号", "文件名称", "日期", "页次", "备注"], [2, 7, 5, 3, 3], [.. documents.Select((d, i) => (IReadOnlyList<string?>)
            [
                (i + 1).ToString(CultureInfo.InvariantCulture), d.Title, PrintFacts.Day(d.At),
                Pages(facts.Pages?.First.GetValueOrDefault(d.Anchor), next[i]), d.Remark,
            ])], 13, [.. documents.Select(d => d.Anchor)]),
        ], "form-catalogue");
    }

    private static string? Pages(int? first, int? next) =>
        first is not { } from || next is not { } after ? null
        : after - 1 <= from ? from.ToString(CultureInfo.InvariantCulture)
        : string.Create(CultureInfo.InvariantCulture, $"{from}—{after - 1}");
}
