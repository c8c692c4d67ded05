namespace Mediation.Contracts.Workflow;

/// <summary>Fact: all that is reportable of an agreement. Idempotent and order-free: the highest revision counts.</summary>
/// <param name="AgreementId">The agreement.</param>
/// <param name="Revision">Version of its stream.</param>
/// <param name="CaseId">The case.</param>
/// <param name="Form">written or oral.</param>
/// <param name="EffectiveAt">When it took effect; null before.</param>
/// <param name="Obligations">What is to be performed.</param>
/// <param name="ConfirmationEligible">Whether a court may confirm it.</param>
/// <param name="ConfirmationAppliedAt">When confirmation was applied for; null when it was not.</param>
/// <param name="ConfirmationRuling">confirmed, rejected (also when the court did not take it on, JI 355) or withdrawn; null before.</param>
public sealed record AgreementFactsChanged(
    Guid AgreementId,
    long Revision,
    Guid CaseId,
    string Form,
    DateTimeOffset? EffectiveAt,
    IReadOnlyList<ObligationFacts> Obligations,
    bool ConfirmationEligible,
    DateTimeOffset? ConfirmationAppliedAt,
    string? ConfirmationRuling)
{
    /// <summary>When its last wording was drawn up; null in facts from before it was kept.</summary>
    public DateTimeOffset? DraftedAt { get; init; }

    /// <summary>Who signed, in the order it was recorded; null for nobody.</summary>
    public IReadOnlyList<SignatureFacts>? Signatures { get; init; }

    /// <summary>
    /// Of what is to be done, how, and the amounts, without days and persons: 64 hexadecimal digits, HMAC-SHA256 under a key that only the
    /// workflow has, so that equal wordings are seen and none can be guessed. Null where little is written, or it was erased.
    /// </summary>
    public string? Terms { get; init; }
}

/// <summary>A signature or seal on an agreement.</summary>
/// <param name="Signer">party, mediator, committeeSeal, recorder, witness.</param>
/// <param name="PartyId">The party; null for others.</param>
/// <param name="Kind">hand, fingerprint, electronic, seal.</param>
/// <param name="SignedAt">When, as recorded.</param>
public sealed record SignatureFacts(string Signer, Guid? PartyId, string Kind, DateTimeOffset SignedAt);

/// <summary>An obligation as far as it is performed.</summary>
/// <param name="ObligationId">The obligation.</param>
/// <param name="DueOn">Last day to perform; of instalments, the last one's.</param>
/// <param name="Amount">Yuan to pay; null for an act.</param>
/// <param name="PerformedAmount">Yuan paid so far; null for an act.</param>
/// <param name="Performed">Whether it is performed in full.</param>
public sealed record ObligationFacts(Guid ObligationId, DateOnly DueOn, decimal? Amount, decimal? PerformedAmount, bool Performed)
{
    /// <summary>In order of their days; they add up to the amount. Null where it is due at once.</summary>
    public IReadOnlyList<InstalmentFacts>? Instalments { get; init; }
}

/// <summary>A part of a payment that is due on a day of its own.</summary>
/// <param name="DueOn">Last day to pay it.</param>
/// <param name="Amount">Yuan.</param>
/// <param name="PerformedAmount">Yuan paid of it so far: what is paid counts for the earliest that is open.</param>
public sealed record InstalmentFacts(DateOnly DueOn, decimal Amount, decimal PerformedAmount);
