using Mediation.Contracts.Workflow;
using Mediation.EventStore;
using Mediation.Workflow.Agreements;
using Mediation.Workflow.Cases;
using Mediation.Workflow.Confirmations;

namespace Mediation.Workflow.Publishing;

/// <summary>What is reportable of an agreement: nothing before it takes effect.</summary>
internal static class AgreementFacts
{
    internal static bool ChangedBy(object data) =>
        data is AgreementTookEffect or PerformanceRecorded or PerformanceCorrected or ConfirmationSought or ConfirmationSettled;

    /// <param name="fetched">The agreement.</param>
    /// <param name="file">Its case, by whose type a court takes it or not.</param>
    /// <param name="terms">The hash of its obligations, if there is one.</param>
    internal static AgreementFactsChanged Of(Fetched<Agreement> fetched, Case file, string? terms)
    {
        var state = fetched.State;
        return new AgreementFactsChanged(
            state.Id, fetched.Version, state.CaseId, Name(state.Form), state.EffectiveAt, [.. state.Obligations.Select(o => Of(state, o))],
            ConfirmationCheck.IsEligible(state, file.TypeCode), state.Confirmation?.SoughtAt, state.Confirmation?.Ruling is { } ruling ? Name(ruling) : null)
        {
            DraftedAt = state.DraftedAt, Terms = terms,
            Signatures = state.Signatures.Count == 0 ? null
                : [.. state.Signatures.Select(s => new SignatureFacts(Name(s.Signer), s.PartyId, Name(s.Kind), s.SignedAt))],
        };
    }

    // The contract's own words, so that a renamed member here does not change the wire.
    internal static string Name(AgreementForm form) => form == AgreementForm.Oral ? "oral" : "written";

    private static string Name(Signer signer) => signer switch
    {
        Signer.Party => "party",
        Signer.Mediator => "mediator",
        Signer.CommitteeSeal => "committeeSeal",
        Signer.Recorder => "recorder",
        _ => "witness",
    };

    private static string Name(SignatureKind kind) => kind switch
    {
        SignatureKind.Hand => "hand",
        SignatureKind.Fingerprint => "fingerprint",
        SignatureKind.Electronic => "electronic",
        _ => "seal",
    };

    private static string Name(Ruling ruling) => ruling switch
    {
        Ruling.Confirmed => "confirmed",
        Ruling.Withdrawn => "withdrawn",
        _ => "rejected",
    };

    private static ObligationFacts Of(Agreement state, Obligation duty)
    {
        var performed = state.PerformedAtOnce || ObligationAccount.IsPerformed(state, duty);
        decimal? paid = duty.Amount is not { } amount ? null : performed ? amount : amount - ObligationAccount.Outstanding(state, duty);
        return new ObligationFacts(duty.Id, duty.DueOn, duty.Amount, paid, performed) { Instalments = Of(duty.Instalments, paid ?? 0) };
    }

    private static List<InstalmentFacts>? Of(IReadOnlyList<Instalment>? parts, decimal paid)
    {
        if (parts is null)
        {
            return null;
        }

        var facts = new List<InstalmentFacts>();
        foreach (var part in parts)
        {
            var share = Math.Clamp(paid, 0, part.Amount);
            facts.Add(new InstalmentFacts(part.DueOn, part.Amount, share));
            paid -= share;
        }

        return facts;
    }
}
