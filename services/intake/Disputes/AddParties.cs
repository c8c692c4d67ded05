using Mediation.ServiceDefaults;

namespace Mediation.Intake.Disputes;

internal sealed record AddParties(IReadOnlyList<PartyEntry>? Parties = null)
{
    internal static readonly Refusal TooMany =
        new("dispute.tooManyParties", "当事人或各方数量超过上限", $"At most {PartyEntry.MostParties} parties on {PartyEntry.MostSides} sides");

    internal static Decision Decide(Dispute state, AddParties command, IReadOnlyList<Guid> partyIds, DateTimeOffset now)
    {
        var entries = command.Parties ?? [];
        if ((DisputeRefusals.Closed(state) ?? TooManySides(state, entries)) is { } refusal)
        {
            return refusal;
        }

        var parties = entries.Zip(partyIds, PartyEntry.Register).ToList();
        return PartyEntry.Seal(Decision.Of(new PartiesAdded(parties, now)), entries, partyIds);
    }

    internal static Refusal? TooManySides(Dispute state, IReadOnlyList<PartyEntry> added)
    {
        var sides = state.Parties.Select(p => p.Side).Concat(added.Select(p => p.Side)).Distinct().Count();
        return sides > PartyEntry.MostSides || state.Parties.Count + added.Count > PartyEntry.MostParties ? TooMany : null;
    }

    internal static async Task<IResult> HandleAsync(HttpContext http, Guid id, AddParties body, CommandShell shell)
    {
        var check = new FieldCheck();
        PartyEntry.Check(check, body.Parties);
        if (check.Refusal is { } bad)
        {
            return Problem.From(http, bad);
        }

        var partyIds = body.Parties!.Select(_ => shell.NewId()).ToList();
        return await shell.AppendAsync<Dispute, AddParties>(
            http, id, body, (state, command, now) => Decide(state, command, partyIds, now),
            state => new Reply(
                StatusCodes.Status201Created,
                new PartiesAnswer(id, state.Version, PartyAnswer.Of(state.Parties.Where(p => partyIds.Contains(p.PartyId))))));
    }
}

internal sealed record PartiesAnswer(Guid Id, long Version, IReadOnlyList<PartyAnswer> Parties);
