using Mediation.ServiceDefaults;
using Mediation.Workflow.Cases;

namespace Mediation.Workflow.Agreements;

/// <summary>Draws up a written agreement for signing, or registers an oral one, which takes effect at once.</summary>
internal sealed record DraftAgreement(
    AgreementForm? Form = null, string? Facts = null, string? Points = null, string? Content = null, int? Copies = null,
    bool? RequestedWritten = null, bool? PerformedAtOnce = null, IReadOnlyList<DraftAgreement.Duty?>? Obligations = null,
    string? MediatorRecord = null, IReadOnlyList<DraftAgreement.Share?>? Responsibilities = null, string? Recorder = null,
    bool? Partial = null, string? OpenPoints = null, IReadOnlyList<Matter>? Matters = null)
{
    private static readonly Refusal WritingNeeded =
        new("agreement.writtenFormRequired", "本案须采用书面协议", "This case needs a written agreement");

    private static readonly Refusal Another = new("agreement.exists", "本案已有调解协议", "The case has an agreement already");

    internal sealed record Duty(
        Guid? ObligorPartyId = null, Guid? BeneficiaryPartyId = null, ObligationKind? Kind = null, string? Act = null, decimal? Amount = null,
        string? Place = null, DateOnly? DueOn = null, string? Manner = null, IReadOnlyList<Part?>? Instalments = null)
    {
        internal DateOnly? LastDay => Instalments is { Count: > 0 } parts ? parts[^1]?.DueOn : DueOn;
    }

    /// <summary>One instalment.</summary>
    internal sealed record Part(DateOnly? DueOn = null, decimal? Amount = null);

    /// <summary>The responsibility of one side.</summary>
    internal sealed record Share(string? Side = null, string? Text = null);

    internal static Decision Decide(Case file, DraftAgreement command, Guid id, IReadOnlyList<Guid> obligationIds, DateTimeOffset now)
    {
        if (Check(file, command) is { } bad)
        {
            return bad;
        }

        if (Refuse(file, command) is { } refusal)
        {
            return refusal;
        }

        var form = command.Form!.Value;
        var drafted = new AgreementDrafted(
            id, file.Id, form, [.. file.Parties.Select(p => p.PartyId)], command.Copies ?? file.Parties.Count + 1, command.PerformedAtOnce == true,
            AgreementTerms.Obligations(command, obligationIds), now, command.Partial, command.Matters, file.Round);
        if (form == AgreementForm.Written)
        {
            return Decision.Of(drafted).AndSecond(new AgreementPrepared(id, form, now)).Sealing(command, id, obligationIds);
        }

        var effect = TakingEffect.Of(Agreement.Initial.Evolve(drafted), file, now, now);
        return Decision.Of([drafted, .. effect.Events]).AndSecond(effect.OnCase).Sealing(command, id, obligationIds);
    }

    internal static Task<IResult> PostAsync(HttpContext http, Guid id, DraftAgreement body, CommandShell shell, TimeProvider clock)
    {
        var agreementId = shell.NewId();
        var obligationIds = AgreementTerms.NewIds(body, shell);
        return shell.OverTwoAsync<Agreement, Case, DraftAgreement>(
            http, agreementId, _ => id, body, (_, file, command, now) => Decide(file, command, agreementId, obligationIds, now),
            state => Reply.Created(
                $"/api/v1/agreements/{agreementId}", AgreementReplies.Of(state, AgreementLint.Of(AgreementTerms.Wording(body, state), clock.GetUtcNow()))),
            CommandKind.Create);
    }

    private static Refusal? Check(Case file, DraftAgreement command)
    {
        var check = new FieldCheck().Present("form", command.Form);
        if (command.Form == AgreementForm.Oral)
        {
            check.Text("mediatorRecord", command.MediatorRecord, FieldChecks.LongText);
        }

        var (own, common) = (check.Refusal, AgreementFields.Check(file, command));
        return own is null ? common : own with { Errors = [.. own.Errors, .. common?.Errors ?? []] };
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
