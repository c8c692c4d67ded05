using System.Globalization;
using Mediation.ServiceDefaults;
using Mediation.Workflow.Agreements;

namespace Mediation.Workflow.Publishing;

/// <summary>What facts say of the wording of obligations: whether it is the same, and nothing of the words. Thread-safe.</summary>
internal sealed class AgreementHashes(Vault vault)
{
    private const string Label = "obligations of facts";

    // "Pay 1000" is agreed everywhere; only where more is written does it mean something that the same is written again.
    private const int FewestSigns = 12;

    /// <returns>By agreement, in hexadecimal; none where little is written, or where it was erased.</returns>
    internal async Task<IReadOnlyDictionary<Guid, string>> OfAsync(IReadOnlyList<Agreement> agreements, CancellationToken cancellation)
    {
        if (agreements.Count == 0)
        {
            return new Dictionary<Guid, string>();
        }

        var key = await vault.Hashes.LabelledAsync(Label, cancellation);
        var texts = (await vault.Hashes.OpenAsync([.. agreements.Select(a => a.CaseId).Distinct()], ["act", "manner"], cancellation))
            .ToDictionary(t => (t.Item, t.Field), t => Plain(t.Text));
        return agreements.Select(a => (a.Id, Text: TextOf(a, texts))).Where(a => a.Text is not null)
            .ToDictionary(a => a.Id, a => key(a.Text!));
    }

    private static string? TextOf(Agreement agreement, Dictionary<(Guid Item, string Field), string> texts)
    {
        var duties = agreement.Obligations
            .Select(o => (Words: texts.GetValueOrDefault((o.Id, "act")) + texts.GetValueOrDefault((o.Id, "manner")), o.Amount)).ToList();
        return duties.Sum(d => d.Words.Length) < FewestSigns ? null
            : string.Join(
                '|', duties.Select(d => string.Create(CultureInfo.InvariantCulture, $"{d.Words}/{d.Amount:0.00}")).Order(StringComparer.Ordinal));
    }

    // Blanks and punctuation are not what makes a wording another one.
    private static string Plain(string text) => string.Concat(text.Where(char.IsLetterOrDigit));
}
