using System.Text.Json;
using Mediation.Contracts;
using Mediation.ServiceDefaults;
using Mediation.Workflow.Cases;

namespace Mediation.Workflow.Risks;

/// <summary>The sets of rules that ship with the service, every version ever used.</summary>
internal static class RiskCatalog
{
    private static readonly ILookup<string, RuleSet> Sets = Load().OrderBy(s => s.From).ToLookup(s => s.Code);

    /// <summary>The version of each set that is in force on a day.</summary>
    internal static IEnumerable<RuleSet> InForce(DateOnly day) =>
        Sets.Select(versions => versions.LastOrDefault(v => v.From <= day) ?? versions.First());

    internal static RiskRule Find(FiredRule fired) => Sets[fired.Set].First(s => s.Version == fired.Version).Rules.First(r => r.Code == fired.Rule);

    /// <summary>The rules that fire for a case at an instant, the most severe first.</summary>
    internal static IReadOnlyList<FiredRule> Fired(Case file, DateTimeOffset now) =>
    [
        .. from set in InForce(ChinaTime.DayOf(now))
           from rule in set.Rules
           where RiskConditions.Holds(rule, set, file, now)
           orderby rule.Colour descending, rule.Code
           select new FiredRule(set.Code, set.Version, rule.Code),
    ];

    /// <summary>When time alone may change what fires, after the last look at the rules: an incident leaves a window. Null for never.</summary>
    internal static DateTimeOffset? NextChange(Case file) => file.Assessment.AsOf is not { } asOf ? null :
        (from set in InForce(ChinaTime.DayOf(asOf))
         where set.WindowDays is not null
         from incident in RiskConditions.Incidents(file)
         // It still counts at the very end of the window.
         let leaves = incident.AddDays(set.WindowDays!.Value).AddSeconds(1)
         where leaves > asOf
         select (DateTimeOffset?)leaves).Min();

    private static List<RuleSet> Load()
    {
        var assembly = typeof(RiskCatalog).Assembly;
        var sets = new List<RuleSet>();
        foreach (var resource in assembly.GetManifestResourceNames().Where(n => n.StartsWith("risks/", StringComparison.Ordinal)))
        {
            using var stream = assembly.GetManifestResourceStream(resource)!;
            var set = JsonSerializer.Deserialize<RuleSet>(stream, ServiceJson.Options)!;
            // A wrong file must stop the start, not the case that meets it.
            if (!set.Rules.All(RiskConditions.IsKnown))
            {
                throw new InvalidDataException($"{resource}: a rule has a condition that nobody knows.");
            }

            sets.Add(set);
        }

        return sets;
    }
}
