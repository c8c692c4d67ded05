using Mediation.Contracts;
using Mediation.ServiceDefaults;
using Mediation.Workflow.Cases;

namespace Mediation.Workflow.Rounds;

/// <summary>What each code of an ending needs (domain: Ending), so that a code says what happened.</summary>
internal static class EndingRules
{
    private static readonly Refusal NothingToSign =
        new("ending.noAgreementPrepared", "没有待签的调解协议", "No agreement waits for signatures");

    private static readonly Refusal NotOver = new("ending.termNotOver", "调解期限尚未届满", "The term of the mediation is not over");

    /// <summary>Fields that the code asks for.</summary>
    internal static FieldCheck Needs(this FieldCheck check, Case state, TerminateCase command)
    {
        check.Count("partyIds", command.PartyIds, command.Reason == Endings.PartyUnreachable ? 1 : 0, 100)
            .That((command.PartyIds ?? []).All(p => state.HasParty(p)), "partyIds", "unknown", "不是本案当事人", "Not a party of the case");
        return command.Reason switch
        {
            Endings.Other or Endings.Collusion => check.Text("text", command.Text, FieldChecks.LongText),
            Endings.Referred => check.Text("referredTo", command.ReferredTo, FieldChecks.ShortText),
            _ => check,
        };
    }

    /// <summary>What the file must hold before.</summary>
    internal static Refusal? Refuse(Case state, TerminateCase command, DateTimeOffset now)
    {
        var unreached = command.Reason == Endings.PartyUnreachable
            ? command.PartyIds!.Distinct().Select(RecordMarks.ContactAttempt).Except(state.Marks).ToList()
            : [];
        return unreached.Count > 0
                ? new Refusal("ending.noContactAttempt", "卷中没有联系该当事人的记录", "No attempt to reach the party is on file") { Missing = unreached }
            : command.Reason == Endings.RefusesToSign && (state.AgreementId is null || state.EffectiveAt is not null) ? NothingToSign
            : command.Reason == Endings.TimeOver ? TermRuns(state, now)
            : null;
    }

    // A term that stands still is not over either, and one that has not begun cannot be.
    private static Refusal? TermRuns(Case state, DateTimeOffset now) => state.Term switch
    {
        { StoppedOn: null, PausedOn: null } term when term.DueAt <= now => null,
        { StoppedOn: null, PausedOn: null } term => NotOver with { Missing = [$"lastDay:{term.LastDay:yyyy-MM-dd}"] },
        { StoppedOn: null } term => NotOver with { Missing = [$"resumed:{term.Code}"] },
        _ => NotOver with { Missing = ["term"] },
    };
}
