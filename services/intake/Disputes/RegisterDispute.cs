using System.Text.Json.Serialization;
using Mediation.Contracts;
using Mediation.ServiceDefaults;

namespace Mediation.Intake.Disputes;

/// <summary>
/// A dispute comes in. The parties applied today, unless it is paper that has waited: then a deadline may run already. What is asked for
/// comes point by point.
/// </summary>
internal sealed record RegisterDispute(
    string Source = "",
    string TypeCode = "",
    string AreaCode = "",
    string Place = "",
    DateOnly? OccurredOn = null,
    string Summary = "",
    IReadOnlyList<PartyEntry>? Parties = null,
    int? Households = null,
    int? Persons = null,
    decimal? Amount = null,
    IReadOnlyList<string?>? Signs = null,
    bool? CrossArea = null,
    DateOnly? AppliedOn = null,
    IReadOnlyList<string?>? Requests = null,
    string? DelegatedBy = null,
    string? LanguageNeeds = null)
{
    private const int MostRequests = 20;
    private const decimal MostAmount = 1_000_000_000_000m;
    private static readonly DateOnly Earliest = new(1900, 1, 1);

    internal static FieldCheck Check(RegisterDispute command, DateOnly today)
    {
        var check = new FieldCheck()
            .Text("source", command.Source, 32).Text("typeCode", command.TypeCode, 4).Text("areaCode", command.AreaCode, 15)
            .Text("place", command.Place, 200).Text("summary", command.Summary, 4000)
            .Range("households", command.Households, 0, 1_000_000).Range("persons", command.Persons, 0, 10_000_000)
            .Range("amount", command.Amount, 0, MostAmount)
            .That(command.Source is "" || DisputeSources.All.Contains(command.Source), "source", "unknown", "来源未知", "Unknown source")
            .That(command.Amount is not { } yuan || decimal.Round(yuan, 2) == yuan, "amount", "malformed", "最多两位小数", "At most two decimals")
            .That(command.OccurredOn is not null, "occurredOn", "required", "必填", "Required")
            .That(command.OccurredOn is not { } day || day >= Earliest, "occurredOn", "outOfRange", "日期过早", "Too long ago")
            .That(command.OccurredOn is not { } date || date <= today, "occurredOn", "inFuture", "不得晚于今天", "In the future");
        CheckApplication(check, command, today);
        PartyEntry.Check(check, command.Parties);
        return ScreenDispute.CheckSigns(check, command.Signs);
    }

    private static void CheckApplication(FieldCheck check, RegisterDispute command, DateOnly today)
    {
        check.That(command.AppliedOn is not { } applied || applied >= Earliest, "appliedOn", "outOfRange", "日期过早", "Too long ago")
            .That(command.AppliedOn is not { } day || day <= today, "appliedOn", "inFuture", "不得晚于今天", "In the future")
            .That(!(command.AppliedOn < command.OccurredOn), "appliedOn", "outOfRange", "不得早于发生日期", "Not before it arose")
            .OptionalText("delegatedBy", command.DelegatedBy, 200).OptionalText("languageNeeds", command.LanguageNeeds, 200)
            .That(command.Requests is null or { Count: <= MostRequests }, "requests", "tooMany", $"不得超过{MostRequests}项", $"At most {MostRequests}");
        foreach (var (i, request) in (command.Requests ?? []).Take(MostRequests).Index())
        {
            check.Text($"requests[{i}]", request, 500)
                .That(request?.Contains(VaultFields.Separator) != true, $"requests[{i}]", "malformed", "不得换行", "One line each");
        }
    }

    /// <param name="state">Nothing yet.</param>
    /// <param name="command">Checked.</param>
    /// <param name="area">The known area it arose in.</param>
    /// <param name="id">The dispute.</param>
    /// <param name="partyIds">One for each party.</param>
    /// <param name="now">Registration.</param>
    /// <param name="leadId">The lead it was; null for none.</param>
    internal static Decision Decide(
        Dispute state, RegisterDispute command, AreaCode area, Guid id, IReadOnlyList<Guid> partyIds, DateTimeOffset now, Guid? leadId = null)
    {
        var entries = command.Parties ?? [];
        if (AddParties.TooManySides(state, entries) is { } refusal)
        {
            return refusal;
        }

        var parties = entries.Zip(partyIds, PartyEntry.Register).ToList();
        var registered = new DisputeRegistered(
            command.Source, command.TypeCode, area.Value, command.OccurredOn.GetValueOrDefault(), parties,
            command.Households, command.Persons, command.Amount, now, ScreenDispute.Given(command.Signs), leadId, command.CrossArea,
            command.AppliedOn);
        return PartyEntry.Seal(Decision.Of(registered), entries, partyIds)
            .Sealing(id, VaultFields.Place, command.Place)
            .Sealing(id, VaultFields.Summary, command.Summary)
            .Sealing(id, VaultFields.Requests, command.Requests is { } asked ? string.Join(VaultFields.Separator, asked) : null)
            .Sealing(id, VaultFields.DelegatedBy, command.DelegatedBy)
            .Sealing(id, VaultFields.LanguageNeeds, command.LanguageNeeds);
    }

    internal static async Task<IResult> HandleAsync(
        HttpContext http, RegisterDispute body, CommandShell shell, CodeLists codes, TimeProvider clock)
    {
        var (entry, bad) = await DisputeEntry.OfAsync(http, body, shell, codes, clock);
        return entry is null
            ? Problem.From(http, bad!)
            : await shell.CreateAsync<Dispute, RegisterDispute>(
                http, entry.Id, body, (state, _, now) => Decide(state, entry.Command, entry.Area, entry.Id, entry.PartyIds, now), entry.Reply);
    }
}

/// <param name="Id">The dispute, later the case.</param>
/// <param name="Version">ETag of the next change.</param>
/// <param name="Parties">In the order they were given.</param>
/// <param name="AdmissionWarning">Why the type may not be for mediation; absent when nothing speaks against it.</param>
internal sealed record DisputeRegistration(
    Guid Id, long Version, IReadOnlyList<PartyAnswer> Parties,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? AdmissionWarning)
{
    /// <summary>The type is usually reserved to another organ (types 12 to 16).</summary>
    internal const string MayBelongElsewhere = "disputeType.mayBelongElsewhere";
}

internal sealed record PartyAnswer(Guid PartyId, string Side, PartyKind Kind)
{
    internal static IReadOnlyList<PartyAnswer> Of(IEnumerable<Party> parties) =>
        [.. parties.Select(p => new PartyAnswer(p.PartyId, p.Side, p.Kind))];
}
