using Mediation.Contracts;
using Mediation.Contracts.Roster;
using Mediation.ServiceDefaults;
using Mediation.Workflow.Clocks;
using Mediation.Workflow.Storage;

namespace Mediation.Workflow.Cases;

/// <summary>The committee's head names a mediator, or the parties choose one (PML 19).</summary>
internal sealed record ProposeMediator(Guid? MediatorId = null)
{
    internal static Decision Decide(Case state, ProposeMediator command, WorkingDays days, DateTimeOffset now)
    {
        var check = new FieldCheck().Present("mediatorId", command.MediatorId);
        if (check.Refusal is { } bad)
        {
            return bad;
        }

        if (state.Status != CaseStatus.WaitingForMediator)
        {
            return CaseRefusals.NotWaiting;
        }

        if (state.Recused.Any(id => id == command.MediatorId))
        {
            return CaseRefusals.Recused;
        }

        // A new attempt, so that a proposal of the roster's still on its way does not replace this one.
        return state.ProposedMediatorId == command.MediatorId
            ? Decision.AlreadySo
            : Decision.Of(new MediatorProposed(command.MediatorId!.Value, state.Attempt + 1, RespondBy(days, now), now));
    }

    /// <summary>The roster's own proposal; one that answers an earlier request than the current is ignored.</summary>
    internal static Decision Decide(Case state, MediatorReserved reserved, WorkingDays days, DateTimeOffset now) =>
        Answers(state, reserved.Attempt)
            ? Decision.Of(new MediatorProposed(reserved.MediatorId, reserved.Attempt, RespondBy(days, now), now))
            : Decision.AlreadySo;

    internal static Decision Decide(Case state, NoMediatorAvailable none, DateTimeOffset now) =>
        Answers(state, none.Attempt) ? Decision.Of(new MediatorNotFound(none.Attempt, now)) : Decision.AlreadySo;

    internal static async Task<IResult> PostAsync(HttpContext http, Guid id, ProposeMediator body, CommandShell shell, WorkingDaysSource source)
    {
        var days = await source.GetAsync(http.RequestAborted);
        return await shell.ChangeAsync<Case, ProposeMediator>(http, id, body, (state, command, now) => Decide(state, command, days, now), CaseReplies.Ok);
    }

    private static bool Answers(Case state, int attempt) =>
        state.Id != Guid.Empty && state.Status == CaseStatus.WaitingForMediator && state.Attempt == attempt && state.ProposedMediatorId is null;

    private static DateOnly RespondBy(WorkingDays days, DateTimeOffset now)
    {
        var today = ChinaTime.DayOf(now);
        return days.After(today, ClockCatalog.InForce(today).Find(ClockCatalog.MediatorAnswer).Length!.Value);
    }
}
