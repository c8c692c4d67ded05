using System.Text.Json;
using Mediation.ServiceDefaults;

namespace Mediation.Workflow.Clocks;

/// <summary>The tables of clocks that ship with the service, every version ever used: a running clock keeps the one it was started by.</summary>
internal static class ClockCatalog
{
    internal const string MediatorAnswer = "mediatorAnswer";
    internal const string JudicialConfirmation = "judicialConfirmation";
    internal const string Obligation = "obligation";
    internal const string FollowUp = "followUp";

    private static readonly ClockRules[] Versions = Load();

    /// <summary>For what starts on a day.</summary>
    internal static ClockRules InForce(DateOnly day) => Versions.LastOrDefault(v => v.From <= day) ?? Versions[0];

    internal static ClockDefinition Find(string code, int version) => Versions.First(v => v.Version == version).Find(code);

    private static ClockRules[] Load()
    {
        var assembly = typeof(ClockCatalog).Assembly;
        var versions = new List<ClockRules>();
        foreach (var resource in assembly.GetManifestResourceNames().Where(n => n.StartsWith("clocks/", StringComparison.Ordinal)))
        {
            using var stream = assembly.GetManifestResourceStream(resource)!;
            var rules = JsonSerializer.Deserialize<ClockRules>(stream, ServiceJson.Options)!;
            Check(resource, rules);
            versions.Add(rules);
        }

        return [.. versions.OrderBy(v => v.From)];
    }

    // A wrong file must stop the start, not the case that meets it. Working days are counted where the holidays list is at hand: at the proposal.
    private static void Check(string resource, ClockRules rules)
    {
        foreach (var clock in rules.Clocks)
        {
            var planned = clock.Starts is ClockStart.Agreed or ClockStart.Closing;
            if (planned == clock.Length is not null || clock.Length < 1 || clock.WarnDays < 1
                || (clock.Unit == ClockUnit.WorkingDays) != (clock.Starts == ClockStart.Proposal)
                || (clock.Extension == Extension.Once) != (clock.ExtensionDays > 0))
            {
                throw new InvalidDataException($"{resource}: clock {clock.Code} has no length, or a unit, extension or warning that it cannot have.");
            }
        }

        if (!rules.Clocks.Any(c => c is { Term: true, Sources: null, Types: null, Delegations: null }))
        {
            throw new InvalidDataException($"{resource}: no clock limits a round of any other kind.");
        }
    }
}
