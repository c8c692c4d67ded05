using Mediation.Contracts;
using Mediation.ServiceDefaults;
using Mediation.Workflow.Cases;

namespace Mediation.Workflow.Lineage;

/// <summary>
/// A party died and its heirs step into its place. What it was told and consented to does not bind them: the steps that ask for notice
/// and consent are open again for the heirs.
/// </summary>
/// <param name="DiedOn">Of an organisation, when it ceased to be.</param>
internal sealed record SucceedParty(IReadOnlyList<SucceedParty.HeirEntry?>? Heirs = null, DateOnly? DiedOn = null, string? Text = null)
{
    internal const int MostHeirs = 10;

    private static readonly string[] AskedOfParties = ["rightsNotice", "consent"];

    /// <param name="PartyId">If intake knows the heir, or it is a party already.</param>
    internal sealed record HeirEntry(
        Guid? PartyId = null, Relation? Relation = null, string? Name = null, string? Phone = null, string? IdNumber = null);

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
            Check(check, $"heirs[{i}]", state, party.Side, partyId, entries, i);
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
        return entries.Select((heir, i) => (Heir: heir, Id: heirs[i].PartyId)).Aggregate(decision, (all, h) => all
            .Sealing(h.Id, "name", h.Heir.Name).Sealing(h.Id, "phone", h.Heir.Phone).Sealing(h.Id, "idNumber", h.Heir.IdNumber));
    }

    internal static Task<IResult> PostAsync(HttpContext http, Guid id, Guid partyId, SucceedParty body, CommandShell shell)
    {
        var successionId = shell.NewId();
        var heirIds = (body.Heirs ?? []).Take(MostHeirs).Select(_ => shell.NewId()).ToList();
        return shell.ChangeAsync<Case, SucceedParty>(
            http, id, body, (state, command, now) => Decide(state, command, partyId, successionId, heirIds, now),
            state => Reply.Created($"/api/v1/cases/{id}", new { id, currentStep = state.CurrentStep, parties = state.Parties }));
    }

    private static void Check(FieldCheck check, string path, Case state, string side, Guid partyId, List<HeirEntry> heirs, int index)
    {
        var heir = heirs[index];
        var known = state.Parties.FirstOrDefault(p => p.PartyId == heir.PartyId);
        check.Present($"{path}.relation", heir.Relation)
            .That(heir.PartyId is not null || !string.IsNullOrWhiteSpace(heir.Name), $"{path}.name", "required", "必填", "Required")
            .OptionalText($"{path}.name", heir.Name, 100)
            .OptionalText($"{path}.phone", heir.Phone, 30)
            .OptionalText($"{path}.idNumber", heir.IdNumber, 30)
            .That(heir.PartyId != partyId, $"{path}.partyId", "self", "不能继承自己", "Nobody succeeds itself")
            .That(state.Successions.All(earlier => earlier.PartyId != heir.PartyId), $"{path}.partyId", "succeeded", "已由他人承继", "Was succeeded itself")
            .That(known is null || known.Side == side, $"{path}.partyId", "otherSide", "是另一方的当事人", "A party of another side")
            .That(
                heir.PartyId is null || heirs.Take(index).All(other => other.PartyId != heir.PartyId), $"{path}.partyId", "duplicate", "重复", "Named twice");
    }
}
