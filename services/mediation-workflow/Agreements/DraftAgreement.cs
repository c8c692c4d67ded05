using Mediation.ServiceDefaults;
using Mediation.Workflow.Cases;

namespace Mediation.Workflow.Agreements;

/// <summary>Draws up a written agreement for signing, or registers an oral one, which takes effect at once.</summary>
internal sealed record DraftAgreement(
    AgreementForm? Form = null, string? Facts = null, string? Points = null, string? Content = null, int? Copies = null,
    bool? RequestedWritten = null, bool? PerformedAtOnce = null, IReadOnlyList<DraftAgreement.Duty?>? Obligations = null,
    string? MediatorRecord = null)
{
    private static readonly Refusal WritingNeeded =
        new("agreement.writtenFormRequired", "本案须采用书面协议", "This case needs a written agreement");

    private static readonly Refusal Another = new("agreement.exists", "本案已有调解协议", "The case has an agreement already");

    internal sealed record Duty(
        Guid? ObligorPartyId = null, Guid? BeneficiaryPartyId = null, ObligationKind? Kind = null, string? Act = null, decimal? Amount = null,
        string? Place = null, DateOnly? DueOn = null, string? Manner = null);

    internal static Decision Decide(Case file, DraftAgreement command, Guid id, IReadOnlyList<Guid> obligationIds, DateTimeOffset now)
    {
        if (AgreementFields.Check(file, command) is { } bad)
        {
            return bad;
        }

        if (Refuse(file, command) is { } refusal)
        {
            return refusal;
        }

        var form = command.Form!.Value;
        var duties = (command.Obligations ?? []).Select((d, i) => (Text: d!, Id: obligationIds[i])).ToList();
        var drafted = new AgreementDrafted(
            id, file.Id, form, [.. file.Parties.Select(p => p.PartyId)], command.Copies ?? file.Parties.Count + 1, command.PerformedAtOnce == true,
            [.. duties.Select(d => new Obligation(
                d.Id, d.Text.ObligorPartyId!.Value, d.Text.BeneficiaryPartyId, d.Text.Kind!.Value, d.Text.Amount, d.Text.DueOn!.Value))],
            now);
        var decision = form == AgreementForm.Oral
            ? Decision.Of(drafted, new AgreementTookEffect(now, now)).AndSecond(CloseWithAgreement.Events(file, id, form, now, now))
            : Decision.Of(drafted).AndSecond(new AgreementPrepared(id, form, now));
        decision = decision.Sealing(id, "facts", command.Facts).Sealing(id, "points", command.Points)
            .Sealing(id, "content", command.Content).Sealing(id, "mediatorRecord", command.MediatorRecord);
        return duties.Aggregate(decision, (all, d) => all
            .Sealing(d.Id, "act", d.Text.Act).Sealing(d.Id, "place", d.Text.Place).Sealing(d.Id, "manner", d.Text.Manner));
    }

    internal static Task<IResult> PostAsync(HttpContext http, Guid id, DraftAgreement body, CommandShell shell)
    {
        var agreementId = shell.NewId();
        var obligationIds = (body.Obligations ?? []).Take(AgreementFields.MostObligations).Select(_ => shell.NewId()).ToList();
        return shell.OverTwoAsync<Agreement, Case, DraftAgreement>(
            http, agreementId, _ => id, body, (_, file, command, now) => Decide(file, command, agreementId, obligationIds, now),
            state => Reply.Created($"/api/v1/agreements/{agreementId}", AgreementReplies.Of(state)), CommandKind.Create);
    }

    private static Refusal? Refuse(Case file, DraftAgreement command)
    {
        if (file.Status != CaseStatus.Open)
        {
            return CaseRefusals.NotOpen;
        }

        if (file.AgreementId is not null)
        {
            return Another;
        }

        var missing = CompleteStep.OpenSteps(file, file.WorkedBy.AgreementFrom);
        if (missing.Count > 0)
        {
            return new Refusal("agreement.stepsOpen", "此前的步骤尚未完成", "Earlier steps are not completed") { Missing = missing };
        }

        var oral = command.Form == AgreementForm.Oral;
        return oral && FormRules.NeedsWriting(file, command.RequestedWritten == true, command.PerformedAtOnce == true) ? WritingNeeded : null;
    }
}
