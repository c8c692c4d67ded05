using Mediation.Contracts;
using Mediation.Contracts.Intake;
using Mediation.ServiceDefaults;
using Mediation.Workflow.Cases;

namespace Mediation.Workflow.Lineage;

/// <summary>
/// A party died and its heirs step into its place. What it was told and consented to does not bind them: the steps that ask for notice
/// and consent are open again for the heirs.
/// </summary>
/// <param name="DiedOn">Of an organisation, when it ceased to be.</param>
internal sealed record SucceedParty(IReadOnlyList<HeirEntry?>? Heirs = null, DateOnly? DiedOn = null, string? Text = null)
{
    internal const int MostHeirs = 10;

    private static readonly string[] AskedOfParties = ["rightsNotice", "consent"];

    internal static Decision Decide(
        Case state, SucceedParty command, Guid partyId, Guid successionId, IReadOnlyList<Guid> heirIds, DateTimeOffset now)
    {
        if (state.Parties.FirstOrDefault(p => p.PartyId == partyId) is not { } party)
        {
            return Refusal.Unknown("party");
        }

        var check = new FieldCheck()
            .Count("heirs", command.Heirs, 1, MostHeirs)
            .Day("diedOn", command.DiedOn)
            .That(!(command.DiedOn > ChinaTime.DayOf(now)), "diedOn", "inFuture", "不得晚于今天", "Must not be in the future")
            .OptionalText("text", command.Text, FieldChecks.ShortText);
        var entries = (command.Heirs ?? []).Take(MostHeirs).Select(heir => heir ?? new HeirEntry()).ToList();
        for (var i = 0; i < entries.Count; i++)
        {
            entries[i].Check(check, $"heirs[{i}]", party);
            Place(check, $"heirs[{i}].partyId", state, party, entries, i);
        }

        if (check.Refusal is { } bad)
        {
            return bad;
        }

        if (state.Status == CaseStatus.Closed)
        {
            return CaseRefusals.Closed;
        }

        var heirs = entries.Select((heir, i) => new Heir(heir.PartyId ?? heirIds[i], heir.Relation!.Value)).ToList();
        var again = state.WorkedBy.Steps.Where(step => state.IsCompleted(step.Number) && step.Requires.Intersect(AskedOfParties).Any());
        var decision = Decision.Of(
            [new PartySucceeded(successionId, partyId, heirs, command.DiedOn, now), .. again.Select(step => new StepReentered(successionId, step.Number, now))])
            .Sealing(successionId, "reason", command.Text);
        return entries.Zip(heirs).Aggregate(decision, (sealing, heir) => heir.First.Seal(sealing, heir.Second.PartyId));
    }

    internal static Task<IResult> PostAsync(HttpContext http, Guid id, Guid partyId, SucceedParty body, CommandShell shell)
    {
        var successionId = shell.NewId();
        var heirIds = (body.Heirs ?? []).Take(MostHeirs).Select(_ => shell.NewId()).ToList();
        return shell.ChangeAsync<Case, SucceedParty>(
            http, id, body, (state, command, now) => Decide(state, command, partyId, successionId, heirIds, now),
            state => Reply.Created($"/api/v1/cases/{id}", new { id, currentStep = state.CurrentStep, parties = state.Parties }));
    }

    // Whether the heir may stand there.
    private static void Place(FieldCheck check, string field, Case state, PartyRef party, List<HeirEntry> heirs, int index)
    {
        var id = heirs[index].PartyId;
        var known = state.Parties.FirstOrDefault(p => p.PartyId == id);
        check.That(id != party.PartyId, field, "self", "不能继承自己", "Nobody succeeds itself")
            .That(state.Successions.All(earlier => earlier.PartyId != id), field, "succeeded", "已由他人承继", "Was succeeded itself")
            .That(known is null || known.Side == party.Side, field, "otherSide", "是另一方的当事人", "A party of another side")
            .That(id is null || heirs.Take(index).All(other => other.PartyId != id), field, "duplicate", "重复", "Named twice");
    }
}
