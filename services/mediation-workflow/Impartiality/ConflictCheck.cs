using System.Text;
using Mediation.EventStore;
using Mediation.ServiceDefaults;
using Mediation.Workflow.Cases;
using Mediation.Workflow.Lineage;
using Mediation.Workflow.Sessions;

namespace Mediation.Workflow.Impartiality;

/// <summary>
/// Compares the names of a panel with those of the parties, whom intake is asked for in the caller's name, and of their declared relatives
/// from the vault. Names meet in memory only; what is kept says who is in doubt and why, by ids.
/// </summary>
internal sealed class ConflictCheck(PartyNames parties, Vault vault, StoreReader store, CommandShell shell)
{
    /// <param name="Id">The participant.</param>
    /// <param name="PartyId">Of a participant who is, or speaks for, a party: bearing that name is no conflict.</param>
    internal sealed record Sitting(Guid Id, string? Name, Guid? PartyId);

    /// <returns>Null when the parties' names cannot be had, so that nothing is known.</returns>
    internal async Task<ConflictsChecked?> FindAsync(
        Guid caseId, IReadOnlyList<Sitting> people, DateTimeOffset now, CancellationToken cancellation)
    {
        var asked = parties.FindAsync(caseId, cancellation);
        var file = (await store.FetchForWritingAsync<Case>(caseId, cancellation)).State;
        var texts = await vault.OpenAsync(store, caseId, cancellation);
        if (await asked is not { } known)
        {
            return null;
        }

        // Intake does not know who stepped in after acceptance.
        var heirs = file.Parties.Where(p => !known.ContainsKey(p.PartyId)).Select(p => (p.PartyId, Name: texts[p.PartyId, HeirTexts.Name]));
        var names = known.Select(p => (PartyId: p.Key, p.Value.Name)).Concat(heirs).ToDictionary(p => p.PartyId, p => p.Name);
        if (file.Parties.Any(p => !IsReadable(names[p.PartyId])))
        {
            return null;
        }

        IReadOnlyList<(Guid, string?)> relatives = [.. file.Relatives.Select(r => (r.PartyId, texts[r.Id, DeclareRelative.NameField]))];
        return new ConflictsChecked([.. people.Select(p => p.Id)], relatives.Count, Find(people, names, relatives, shell.NewId), now);
    }

    internal static IReadOnlyList<Conflict> Find(
        IReadOnlyList<Sitting> people, IReadOnlyDictionary<Guid, string?> parties, IReadOnlyList<(Guid PartyId, string? Name)> relatives,
        Func<Guid> newId) =>
    [
        .. people.Where(person => person.PartyId is null && Bare(person.Name).Length > 0).SelectMany(person =>
            parties.Where(p => Bare(p.Value) == Bare(person.Name)).Select(p => (p.Key, Kind: ConflictKind.SameNameAsParty))
                .Concat(relatives.Where(r => Bare(r.Name) == Bare(person.Name)).Select(r => (r.PartyId, Kind: ConflictKind.SameNameAsRelative)))
                .Distinct()
                .Select(hit => new Conflict(newId(), person.Id, hit.Kind, hit.Item1))),
    ];

    // Masked names are names that this caller may not see: they compare with nothing.
    private static bool IsReadable(string? name) => name?.Contains('*', StringComparison.Ordinal) == false;

    // 阿依古丽·买买提 is written with and without the dot and with full-width letters.
    private static string Bare(string? name) =>
        string.Concat((name ?? "").Normalize(NormalizationForm.FormKC).Where(c => !char.IsWhiteSpace(c) && !"·•.・".Contains(c))).ToUpperInvariant();
}
