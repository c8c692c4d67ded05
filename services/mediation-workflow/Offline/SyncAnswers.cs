using System.Text.Json;
using System.Text.RegularExpressions;
using Mediation.ServiceDefaults;

namespace Mediation.Workflow.Offline;

/// <summary>What the commands of a batch were answered, and what the store knows of those of earlier ones. For one request.</summary>
internal sealed class SyncAnswers(Func<Guid, Task<EarlierAnswer?>> earlier)
{
    // By instance: a batch may hold the same command twice.
    private readonly Dictionary<OfflineCommand, SyncAnswer> _given = new(ReferenceEqualityComparer.Instance);

    internal SyncAnswer Of(OfflineCommand command) => _given[command];

    internal async Task AddAsync(OfflineCommand command, Func<Task<SyncAnswer>> answer) => _given[command] = await answer();

    internal Task<EarlierAnswer?> EarlierAsync(Guid id) => earlier(id);

    /// <summary>The request with other commands' answers in the place of their names; or whom it has to wait for.</summary>
    internal async Task<(InnerRequest? Request, IReadOnlyList<Guid> Waiting)> ResolveAsync(OfflineCommand command)
    {
        var known = new Dictionary<Guid, EarlierAnswer>();
        foreach (var id in command.References)
        {
            if (await earlier(id) is { } answer)
            {
                known[id] = answer;
            }
        }

        var missing = new HashSet<Guid>();
        string Member(Match match)
        {
            var id = Guid.Parse(match.Groups[1].Value);
            if (known.TryGetValue(id, out var answer) && Find(answer.Body, match.Groups[2].Value) is { } member)
            {
                return member;
            }

            missing.Add(id);
            return "";
        }

        string Version(Match match) => known.TryGetValue(Guid.Parse(match.Groups[1].Value), out var answer) ? $"\"{answer.Version}\"" : "";
        var request = new InnerRequest(
            command.Id!.Value, OfflineCommand.Reference().Replace(command.Path!, Member),
            OfflineCommand.Reference().Replace(command.Body!.Value.GetRawText(), Member),
            command.IfMatch is { } version ? OfflineCommand.Reference().Replace(version, Version) : null);
        missing.UnionWith(command.References.Where(id => !known.ContainsKey(id)));
        return missing.Count > 0 ? (null, [.. missing]) : (request, []);
    }

    // Only ids are named: what else an answer holds could break the text that it is put into.
    private static string? Find(JsonElement body, string pointer)
    {
        foreach (var name in (pointer.Length > 0 ? pointer : "id").Split('/'))
        {
            if (body.ValueKind == JsonValueKind.Array && int.TryParse(name, out var index) && index < body.GetArrayLength())
            {
                body = body[index];
            }
            else if (body.ValueKind != JsonValueKind.Object || !body.TryGetProperty(name, out body))
            {
                return null;
            }
        }

        return body.ValueKind == JsonValueKind.String && body.TryGetGuid(out var id) ? $"{id}" : null;
    }
}
