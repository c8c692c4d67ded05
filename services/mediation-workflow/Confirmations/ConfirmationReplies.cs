using Mediation.ServiceDefaults;

namespace Mediation.Workflow.Confirmations;

/// <summary>What a command on a confirmation answers.</summary>
internal static class ConfirmationReplies
{
    internal static Reply Ok(Confirmation state) => Reply.Ok(Of(state));

    internal static object Of(Confirmation state) => new
    {
        id = state.Id,
        agreementId = state.AgreementId,
        caseId = state.CaseId,
        status = StatusOf(state),
        lastDay = state.LastDay,
        missing = state.Missing,
        submittedOn = state.SubmittedOn,
        ruling = state.Ruling,
    };

    // The wire's own words.
    internal static string StatusOf(Confirmation state) =>
        state.Ruling is not null ? "ruled" : state.SubmittedOn is not null ? "submitted" : "preparing";
}

/// <summary>Refusals that several use cases share.</summary>
internal static class ConfirmationRefusals
{
    internal static readonly Refusal Ruled = new("confirmation.ruled", "该申请已有结果", "The application was ruled upon");
    internal static readonly Refusal Submitted = new("confirmation.submitted", "申请已提交", "The application was handed in already");
}
