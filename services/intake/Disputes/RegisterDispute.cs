using System.Text.Json.Serialization;
using Mediation.Contracts;
using Mediation.Intake.Storage;
using Mediation.ServiceDefaults;

namespace Mediation.Intake.Disputes;

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
    decimal? Amount = null)
{
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
        PartyEntry.Check(check, command.Parties);
        return check;
    }

    /// <param name="state">Nothing yet.</param>
    /// <param name="command">Checked.</param>
    /// <param name="area">The known area it arose in.</param>
    /// <param name="id">The dispute.</param>
    /// <param name="partyIds">One for each party.</param>
    /// <param name="now">Registration.</param>
    internal static Decision Decide(
        Dispute state, RegisterDispute command, AreaCode area, Guid id, IReadOnlyList<Guid> partyIds, DateTimeOffset now)
    {
        var entries = command.Parties ?? [];
        if (AddParties.TooManySides(state, entries) is { } refusal)
        {
            return refusal;
        }

        var parties = entries.Zip(partyIds, PartyEntry.Register).ToList();
        var registered = new DisputeRegistered(
            command.Source, command.TypeCode, area.Value, command.OccurredOn.GetValueOrDefault(), parties,
            command.Households, command.Persons, command.Amount, now);
        return PartyEntry.Seal(Decision.Of(registered), entries, partyIds)
            .Sealing(id, VaultFields.Place, command.Place)
            .Sealing(id, VaultFields.Summary, command.Summary);
    }

    internal static async Task<IResult> HandleAsync(
        HttpContext http, RegisterDispute body, CommandShell shell, CodeLists codes, TimeProvider clock)
    {
        var today = ChinaTime.DayOf(clock.GetUtcNow());
        var check = Check(body, today);
        var lookUp = check.Refusal is null;
        var area = lookUp ? await KnownCodes.AreaAsync(codes, body.AreaCode, today, http.RequestAborted) : null;
        var type = lookUp ? await KnownCodes.TypeAsync(codes, body.TypeCode, today, http.RequestAborted) : null;
        check.That(!lookUp || area is not null, "areaCode", "unknown", "区划代码未知", "Unknown area")
            .That(!lookUp || type is not null, "typeCode", "unknown", "纠纷类型未知", "Unknown dispute type");
        if (check.Refusal is { } bad || area is not { } known)
        {
            return Problem.From(http, check.Refusal!);
        }

        if (Admission.Of(http).RefusalFor(known.Value) is { } outside)
        {
            return Problem.From(http, outside);
        }

        var id = shell.NewId();
        var partyIds = body.Parties!.Select(_ => shell.NewId()).ToList();
        var warning = type?.Columns.GetValueOrDefault("admission") == "warn" ? DisputeRegistration.MayBelongElsewhere : null;
        return await shell.CreateAsync<Dispute, RegisterDispute>(
            http, id, body, (state, command, now) => Decide(state, command, known, id, partyIds, now),
            state => Reply.Created($"/api/v1/disputes/{id}", new DisputeRegistration(id, state.Version, PartyAnswer.Of(state.Parties), warning)));
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
