using Mediation.EventStore;
using Mediation.ServiceDefaults;
using Mediation.Workflow.Methods;

namespace Mediation.Workflow.Cases;

/// <summary>Works the case by another method, as long as no step of the round is completed: one that ships, or one of its committee's own.</summary>
/// <param name="Version">The current one when left out.</param>
internal sealed record ChooseMethod(string? Code = null, int? Version = null)
{
    private static readonly Refusal TooLate = new("method.stepCompleted", "已有步骤完成，不能再换工作法", "A step is completed; the method stays");

    internal static Decision Decide(Case state, ChooseMethod command, FoundMethod? found, DateTimeOffset now)
    {
        var known = found is not null && (found.Own is null || found.Own.CommitteeId == state.CommitteeId);
        var check = new FieldCheck()
            .Present("code", command.Code)
            .That(command.Code is null || known, "code", "unknown", "没有这样的工作法或版本", "No such method, or no such version");
        if (check.Refusal is { } bad)
        {
            return bad;
        }

        var method = found!.Method;
        return state.Status == CaseStatus.Closed ? CaseRefusals.Closed
            : state.Method == method.Code && state.MethodVersion == method.Version ? Decision.AlreadySo
            : found.Own?.RetiredAt is not null ? RetireMethod.Retired
            : state.StepsCompleted > 0 ? TooLate
            : Decision.Of(new MethodChosen(method, now));
    }

    internal static async Task<IResult> PostAsync(HttpContext http, Guid id, ChooseMethod body, CommandShell shell, StoreReader store)
    {
        var found = body.Code is { } code ? await MethodLibrary.FindAsync(store, code, body.Version, http.RequestAborted) : null;
        return await shell.ChangeAsync<Case, ChooseMethod>(http, id, body, (state, command, now) => Decide(state, command, found, now), CaseReplies.Ok);
    }
}
