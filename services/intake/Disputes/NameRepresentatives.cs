using Mediation.ServiceDefaults;

namespace Mediation.Intake.Disputes;

/// <summary>A numerous side names who speaks for it; naming others replaces them.</summary>
internal sealed record NameRepresentatives(IReadOnlyList<Guid>? PartyIds = null)
{
    internal static readonly Refusal TooMany = new("representatives.tooMany", "代表人为二至五人", "Two to five speak for a numerous side");

    internal static readonly Refusal NotNumerous =
        new("representatives.notNumerous", "一方当事人不足十人，无须推选代表人", "A side of fewer than ten needs no representatives");

    internal static readonly Refusal NotOfSide = new("representatives.notOfSide", "代表人须为该方当事人", "A representative must be a party of the side");

    // JI 75 and 78: ten or more are numerous; two to five represent them.
    private const int Numerous = 10;
    private const int Least = 2;
    private const int Most = 5;

    internal static Decision Decide(Dispute state, string side, NameRepresentatives command, DateTimeOffset now)
    {
        var named = (command.PartyIds ?? []).Distinct().ToList();
        var ofSide = state.Parties.Where(p => p.Side == side).Select(p => p.PartyId).ToList();
        return DisputeRefusals.Closed(state) is { } refusal ? refusal
            : ofSide.Count < Numerous ? NotNumerous
            : named.Count is < Least or > Most ? TooMany
            : named.Except(ofSide).Any() ? NotOfSide
            : state.Representatives.Any(r => r.Side == side && r.PartyIds.SequenceEqual(named)) ? Decision.AlreadySo
            : Decision.Of(new RepresentativesNamed(side, named, now));
    }

    internal static async Task<IResult> HandleAsync(HttpContext http, Guid id, string side, NameRepresentatives body, CommandShell shell) =>
        new FieldCheck().That(body.PartyIds is { Count: > 0 and <= PartyEntry.MostParties }, "partyIds", "required", "必填", "Required").Refusal is { } bad
            ? Problem.From(http, bad)
            : await shell.ChangeAsync<Dispute, NameRepresentatives>(
                http, id, body, (state, command, now) => Decide(state, side, command, now),
                state => Reply.Ok(new RepresentativesAnswer(id, state.Version, side, state.Representatives.First(r => r.Side == side).PartyIds)));
}

internal sealed record RepresentativesAnswer(Guid Id, long Version, string Side, IReadOnlyList<Guid> PartyIds);
